import { Hono } from 'hono'
import { readForm } from '#lib/http/body.ts'
import { isRefusal, type Refusal } from '#lib/refusal.ts'
import type { FormProblem } from '#sites/ui/parts/form.tsx'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { problemTexts, refusalText } from '#sites/ui/visit/problem-texts.ts'
import { show } from '../answer.ts'
import { dropSession } from '../cookies.ts'
import type { AccountsNeeds } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import { askAgain, isFresh } from '../sign-in/fresh.ts'
import type { Visit, VisitContext } from '../visit.ts'
import { onlyMembers } from '../visitor.ts'
import { wordsOf } from '../words.ts'
import { ErasedPage, ErasurePage } from './erasure-page.tsx'
import { eraseForm } from './forms.ts'

type Needs = Pick<AccountsNeeds, 'vault' | 'cookieKeys' | 'random' | 'clock'>

/** The end of an account: first the plan, then exactly that plan. */
export function erasure(needs: Needs) {
  const members = onlyMembers(needs)
  return new Hono<Visit>()
    .get(pages.erasure.path, members, (c) => planPage(c, needs, []))
    .post(posts.erase.path, members, async (c) => {
      if (!isFresh(c, needs)) return askAgain(c, needs, pages.erasure.path)
      const { words, locale } = c.var.view
      const read = eraseForm.read(await readForm(c.req.raw))
      if (!read.ok) {
        const problems = problemTexts(read.problems, { sure: wordsOf(locale).eraseSure }, words)
        return planPage(c, needs, problems, 422)
      }
      const { session } = c.var.member
      const erased = await orRefusal(needs.vault.erase({ session, plan: read.values.plan }))
      // Another plan than the one shown: it is shown anew, and nothing has happened.
      if (isRefusal(erased)) return planPage(c, needs, refusalText(erased, words), erased.status)
      dropSession(c)
      return c.redirect(pages.erased.path, 303)
    })
    .get(pages.erased.path, (c) => {
      const { view, origins } = c.var
      return show(c, 'erased', <ErasedPage view={view} origins={origins} />)
    })
}

async function planPage(
  c: VisitContext,
  { vault }: Needs,
  problems: readonly FormProblem[],
  status: 200 | Refusal['status'] = 200,
): Promise<Response> {
  const { member, view, origins } = c.var
  const { plan, steps } = await vault.erasurePlan({ session: member.session })
  return show(c, 'erasure', <ErasurePage {...{ view, origins, plan, steps, problems }} />, status)
}
