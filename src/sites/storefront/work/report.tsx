import { type Context, Hono } from 'hono'
import type { Problems, Typed } from '#lib/form-fields.ts'
import { readForm } from '#lib/http/body.ts'
import { clientAddress } from '#lib/http/client-address.ts'
import { rateLimit } from '#lib/http/rate-limit.ts'
import { isId } from '#lib/ids.ts'
import { networkOf } from '#lib/network.ts'
import { Refusal } from '#lib/refusal.ts'
import { worksOnSale } from '#market/catalogue/queries.ts'
import type { ShelvedWork } from '#market/catalogue/types.ts'
import { recordReport } from '#market/moderation/commands.ts'
import { goTo, sendOwn } from '../answer.ts'
import type { StorefrontNeeds } from '../needs.ts'
import { paths } from '../paths.ts'
import { pages, posts } from '../routes.ts'
import { viewOf } from '../visit.ts'
import { ReportPage } from './report-page.tsx'

type Needs = Pick<
  StorefrontNeeds,
  'db' | 'lookups' | 'asset' | 'marketName' | 'origins' | 'clock' | 'newId'
>

/** Who reads more than this in an hour writes no reports by hand. */
const hourly = { most: 20, withinMillis: 3_600_000 }

/** Saying that a listing should not be there. Nothing is kept of who says it. */
export function report(needs: Needs) {
  const limit = rateLimit(hourly, needs.clock)
  return new Hono()
    .get(pages.report.path, async (c) => {
      const work = await workOf(c, needs)
      return answer(c, needs, { work, isSent: c.req.query('sent') === '1', typed: {} })
    })
    .post(posts.report.path, async (c) => {
      const work = await workOf(c, needs)
      const form = posts.report.form.read(await readForm(c.req.raw))
      if (!form.ok) return answer(c, needs, { work, typed: form.typed, problems: form.problems })
      if (!limit.allows(networkOf(clientAddress(c.req.raw)))) throw new Refusal('too-many-tries')
      const want = { ...form.values, id: needs.newId(), work: work.id, now: needs.clock() }
      await recordReport(needs.db, want)
      return goTo(`${paths.work(work.id)}/report?sent=1`)
    })
}

async function workOf(c: Context, { lookups }: Needs): Promise<ShelvedWork> {
  const id = c.req.param('work')
  const [work] = isId(id) ? await worksOnSale(lookups, [id]) : []
  if (!work) throw new Refusal('not-found')
  return work
}

interface Shown {
  work: ShelvedWork
  isSent?: boolean
  typed: Typed
  problems?: Problems
}

function answer(c: Context, needs: Needs, { isSent = false, problems = {}, ...shown }: Shown) {
  const view = viewOf(c.req.raw, needs)
  const page = <ReportPage {...{ view, origins: needs.origins, isSent, problems, ...shown }} />
  const status = Object.keys(problems).length > 0 ? 422 : 200
  return sendOwn('report', page, { origins: needs.origins, request: c.req.raw, status })
}
