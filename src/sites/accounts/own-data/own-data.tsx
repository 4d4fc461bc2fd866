import { Hono } from 'hono'
import { rateLimit } from '#lib/http/rate-limit.ts'
import { isId } from '#lib/ids.ts'
import { Refusal } from '#lib/refusal.ts'
import { show } from '../answer.ts'
import type { AccountsNeeds } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import type { Visit } from '../visit.ts'
import { onlyMembers } from '../visitor.ts'
import { exportOf } from './export.ts'
import { openingsFilter } from './openings-filter.ts'
import { OpeningsPage } from './openings-page.tsx'
import { OwnDataPage } from './own-data-page.tsx'

type Needs = Pick<AccountsNeeds, 'vault' | 'clock' | 'market'>

const openingsShown = 10
const openingsOnPage = 50
/** In one export, which says so where there are more. */
const openingsExported = 2_000
const recordPagesExported = 20

/** What is kept about a member, who opened it, and all of it to take along. */
export function ownData(needs: Needs) {
  const { vault, clock } = needs
  const members = onlyMembers(needs)
  const exports = rateLimit({ most: 10, withinMillis: 60 * 60_000 }, clock)
  return new Hono<Visit>()
    .get(pages.data.path, members, async (c) => {
      const { member, view, origins } = c.var
      const after = afterOf(c.req.query('after'))
      const { records, next } = await vault.myRecords({ session: member.session, after })
      // What stood there has gone since; on its own the page would say that nothing is kept.
      if (after !== null && records.length === 0) return c.redirect(pages.data.path, 303)
      const { openings } = await vault.myOpenings({
        session: member.session,
        like: null,
        before: null,
        limit: openingsShown,
      })
      const { code, holds } = await vault.myHolds({ session: member.session })
      const props = { view, origins, records, next, openings, code, holds }
      return show(c, 'data', <OwnDataPage {...props} />)
    })
    .get(pages.openings.path, members, async (c) => {
      const { member, view, origins } = c.var
      const before = beforeOf(c.req.query('before'))
      const filter = openingsFilter(c.req.query())
      const { session } = member
      const isAsked = filter.problems.length === 0
      const found = isAsked
        ? await vault.myOpenings({ session, like: filter.like, before, limit: openingsOnPage })
        : { openings: [] }
      const { openings } = found
      const older = openings.length === openingsOnPage ? openings.at(-1)!.entry : undefined
      const props = { view, origins, filter, openings, older, isFirst: before === null }
      return show(c, 'openings', <OpeningsPage {...props} />, isAsked ? 200 : 422)
    })
    .post(posts.exportData.path, members, async (c) => {
      if (!exports.allows(c.var.member.id)) throw new Refusal('too-many-tries')
      const { session } = c.var.member
      const records = await allRecords(needs, session)
      const openings = await allOpenings(needs, session)
      const text = exportOf({ market: needs.market.name, at: clock(), ...records, ...openings })
      c.header('content-type', 'application/json; charset=utf-8')
      c.header('content-disposition', 'attachment; filename="my-data.json"')
      return c.body(text)
    })
}

async function allRecords({ vault }: Needs, session: Buffer) {
  const records = []
  let after: string | null = null
  for (let page = 0; page < recordPagesExported; page += 1) {
    const found: Awaited<ReturnType<typeof vault.myRecords>> = await vault.myRecords({
      session,
      after,
    })
    records.push(...found.records)
    after = found.next
    if (after === null) break
  }
  return { records, isAllRecords: after === null }
}

async function allOpenings({ vault }: Needs, session: Buffer) {
  const all = []
  let before: number | null = null
  while (all.length < openingsExported) {
    const { openings } = await vault.myOpenings({ session, like: null, before, limit: 200 })
    all.push(...openings)
    if (openings.length < 200) return { openings: all, isAllOpenings: true }
    before = openings.at(-1)!.entry
  }
  return { openings: all, isAllOpenings: false }
}

function afterOf(text: string | undefined): string | null {
  return isId(text) ? text : null
}

function beforeOf(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null
}
