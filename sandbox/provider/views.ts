import type { News, Refund, Session, State } from './record.ts'

/** A session as the API tells it. */
export function sessionView(session: Session, origin: string) {
  const { id, key: _key, attempts, refunded, news: _news, refundPlan: _plan, ...rest } = session
  return {
    id,
    ...rest,
    url: `${origin}/pay/${id}`,
    attempts: attempts.length,
    lastFour: attempts.at(-1)?.lastFour ?? null,
    refunded: refunded.toString(),
  }
}

export type SessionView = ReturnType<typeof sessionView>

export function refundView({ key: _key, ...rest }: Refund) {
  return rest
}

/** Everything kept about one session, for tests that compare our record with the shop's. */
export function recordView(state: State, session: Session, origin: string) {
  const isOurs = (each: { session: string }) => each.session === session.id
  return {
    session: sessionView(session, origin),
    attempts: session.attempts,
    refunds: [...state.refunds.values()].filter(isOurs).map(refundView),
    news: [...state.news.values()].filter((each) => isOurs(each.event)).map(newsView),
  }
}

function newsView({ event, state, tries, plan }: News) {
  return { event, state, tries, plan }
}
