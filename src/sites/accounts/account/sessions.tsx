import { Hono } from 'hono'
import { readForm } from '#lib/http/body.ts'
import { Refusal } from '#lib/refusal.ts'
import { show } from '../answer.ts'
import { dropSession, readSession } from '../cookies.ts'
import type { AccountsNeeds } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import type { Visit } from '../visit.ts'
import { onlyMembers } from '../visitor.ts'
import { endSessionForm } from './forms.ts'
import { SessionsPage, SignedOutPage } from './sessions-page.tsx'

/** Where one is signed in; ending any of them, also this one. */
export function sessions(needs: Pick<AccountsNeeds, 'vault'>) {
  const { vault } = needs
  const members = onlyMembers(needs)
  return new Hono<Visit>()
    .get(pages.sessions.path, members, async (c) => {
      const { sessions } = await vault.mySessions({ session: c.var.member.session })
      const { view, origins } = c.var
      const page = <SessionsPage view={view} origins={origins} sessions={sessions} />
      return show(c, 'sessions', page)
    })
    .post(posts.endSession.path, members, async (c) => {
      const read = endSessionForm.read(await readForm(c.req.raw))
      if (!read.ok) throw new Refusal('bad-input')
      const { session } = c.var.member
      await vault.revokeSession({ session, id: read.values.session })
      return c.redirect(pages.sessions.path, 303)
    })
    .post(posts.endOtherSessions.path, members, async (c) => {
      await vault.revokeOtherSessions({ session: c.var.member.session })
      return c.redirect(pages.sessions.path, 303)
    })
    .post(posts.signOut.path, async (c) => {
      const session = readSession(c)
      // The cookie goes even when the vault does not answer.
      dropSession(c)
      if (session) await vault.signOut({ session })
      return c.redirect(pages.signedOut.path, 303)
    })
    .get(pages.signedOut.path, (c) => {
      const { view, origins } = c.var
      return show(c, 'signedOut', <SignedOutPage view={view} origins={origins} />)
    })
}
