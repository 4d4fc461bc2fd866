import { Hono } from 'hono'
import { readForm } from '#lib/http/body.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import type { FormProblem } from '#sites/ui/parts/form.tsx'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { refusalText } from '#sites/ui/visit/problem-texts.ts'
import { show } from '../answer.ts'
import type { AccountsNeeds } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import type { Visit, VisitContext } from '../visit.ts'
import { onlyMembers } from '../visitor.ts'
import { openStudioForm } from './forms.ts'
import { studioDoor, studioPath } from './next.ts'
import { StudioPage } from './studio-page.tsx'

type Needs = Pick<AccountsNeeds, 'vault'>

/** On the way to the studio: sellers show a passkey, and whoever has none is led to making one. */
export function studio(needs: Needs) {
  const members = onlyMembers(needs)
  return new Hono<Visit>()
    .get(pages.studio.path, members, async (c) => {
      const to = studioPath(c.req.query('to')) ?? '/studio'
      if (c.var.member.byPasskey) return c.redirect(studioDoor(c.var.origins.shop, to), 303)
      return page(c, needs, to)
    })
    .post(posts.openStudio.path, members, async (c) => {
      const read = openStudioForm.read(await readForm(c.req.raw))
      const to = studioPath(read.typed.to) ?? '/studio'
      const { session } = c.var.member
      const confirmed = read.ok
        ? await orRefusal(
            needs.vault.confirmByPasskey({ session, assertion: read.values.assertion }),
          )
        : new Refusal('passkey-needed')
      if (!isRefusal(confirmed)) return c.redirect(studioDoor(c.var.origins.shop, to), 303)
      const problems = refusalText(confirmed, c.var.view.words)
      return page(c, needs, to, problems, confirmed.status)
    })
}

async function page(
  c: VisitContext,
  { vault }: Needs,
  to: string,
  problems: readonly FormProblem[] = [],
  status: 200 | Refusal['status'] = 200,
): Promise<Response> {
  const { view, origins, member } = c.var
  const { credentials } = await vault.confirmChallenge({ session: member.session })
  const hasPasskey = credentials.length > 0
  return show(c, 'studio', <StudioPage {...{ view, origins, to, hasPasskey, problems }} />, status)
}
