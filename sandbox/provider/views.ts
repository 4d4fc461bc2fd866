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

/** Everything kept about these sessions, for tests that compare our record with the shop's. */
export function recordViews(state: State, sessions: Session[], origin: string) {
  const refunds = Map.groupBy(state.refunds.values(), (each) => each.session)
  const news = Map.groupBy(state.news.values(), (each) => each.event.session)
  return sessions.map((session) => ({
    session: sessionView(session, origin),
    attempts: session.attempts,
    refunds: (refunds.get(session.id) ?? []).map(refundView),
    news: (news.get(session.id) ?? []).map(newsView),
  }))
}

export type RecordView = ReturnType<typeof recordViews>[number]

function newsView({ event, state, tries, plan }: News) {
  return { event, state, tries, plan }
}
