import { Hono } from 'hono'
import { publishWork, withdrawWork } from '#market/catalogue/commands.ts'
import { Confirm } from '#sites/ui/parts/confirm.tsx'
import type { View } from '#sites/ui/view.ts'
import { Desk } from './desk.tsx'
import type { StudioNeeds } from './needs.ts'
import { pages, posts } from './routes.ts'
import { type OwnWork, type Shop, show, type Visit, workOf } from './visit.ts'

type Needs = Pick<StudioNeeds, 'db' | 'inTransaction' | 'clock' | 'newId'>

/** On sale, and off again; each asks once more and says what it does. */
export function publication(needs: Needs) {
  const { inTransaction, clock, newId } = needs
  return new Hono<Visit>()
    .get(pages.publish.path, async (c) => {
      const { view, shop } = c.var
      return show(c, <PublishPage {...{ view, shop, work: await workOf(c, needs) }} />)
    })
    .post(posts.publish.path, async (c) => {
      const work = await workOf(c, needs)
      const want = { work: work.id, seller: c.var.shop.id, edition: newId(), now: clock() }
      await inTransaction((tx) => publishWork(tx, want))
      return c.redirect(`/studio/works/${work.id}`, 303)
    })
    .get(pages.withdraw.path, async (c) => {
      const { view, shop } = c.var
      return show(c, <WithdrawPage {...{ view, shop, work: await workOf(c, needs) }} />)
    })
    .post(posts.withdraw.path, async (c) => {
      const work = await workOf(c, needs)
      const want = { work: work.id, seller: c.var.shop.id, now: clock() }
      await inTransaction((tx) => withdrawWork(tx, want))
      return c.redirect(`/studio/works/${work.id}`, 303)
    })
}

type PageProps = { view: View; shop: Shop; work: OwnWork }

export function PublishPage({ view, shop, work }: PageProps) {
  const { studio } = view.words
  return (
    <Desk view={view} title={work.title} room="works" shop={shop}>
      <Confirm
        title={studio.publishTitle}
        level={2}
        action={`/studio/works/${work.id}/publication`}
        submit={studio.publish}
        cancelHref={`/studio/works/${work.id}`}
      >
        <p>{work.state === 'published' ? studio.newEditionHint : studio.publishHint}</p>
      </Confirm>
    </Desk>
  )
}

export function WithdrawPage({ view, shop, work }: PageProps) {
  const { studio } = view.words
  return (
    <Desk view={view} title={work.title} room="works" shop={shop}>
      <Confirm
        title={studio.withdrawTitle}
        level={2}
        action={`/studio/works/${work.id}/withdrawal`}
        submit={studio.withdraw}
        kind="danger"
        cancelHref={`/studio/works/${work.id}`}
      >
        <p>{studio.withdrawHint}</p>
      </Confirm>
    </Desk>
  )
}
