import { Hono } from 'hono'
import { readForm } from '#lib/http/body.ts'
import { browserKind } from '#lib/http/browser-kind.ts'
import { Refusal } from '#lib/refusal.ts'
import { Button } from '#sites/ui/parts/button.tsx'
import { Notice } from '#sites/ui/parts/notice.tsx'
import { PasskeyForm } from '#sites/ui/parts/passkey-form.tsx'
import { renderPage } from '#sites/ui/render-page.ts'
import { ConsoleShell } from '#sites/ui/shells/desk-shell.tsx'
import type { View } from '#sites/ui/view.ts'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { challengeForBrowser } from './challenge.ts'
import type { ConsoleNeeds } from './needs.ts'
import { operatorWords } from './operator-words.ts'
import { pages, posts } from './routes.ts'
import { forgetSession, rememberSession, type Visit } from './visit.ts'

/** The door: a passkey, and nothing else. */
export function signIn({ vault }: Pick<ConsoleNeeds, 'vault'>) {
  return new Hono<Visit>()
    .get(pages.signIn.path, (c) => c.html(renderPage(<SignInPage view={c.var.view} />)))
    .post(posts.signInChallenge.path, async (c) => {
      return c.json(challengeForBrowser(await vault.operatorChallenge()))
    })
    .post(posts.signIn.path, async (c) => {
      const form = posts.signIn.form.read(await readForm(c.req.raw))
      const answer = form.ok
        ? await orRefusal(vault.operatorSignIn({ ...form.values, browser: browserKind(c.req.raw) }))
        : new Refusal('passkey-needed')
      if (answer instanceof Refusal) {
        const problem = c.var.view.words.refusals[answer.code]
        return c.html(renderPage(<SignInPage view={c.var.view} problem={problem} />), answer.status)
      }
      rememberSession(c, answer.session)
      return c.redirect(pages.overview.path, 303)
    })
}

/** The way out; the session ends at the vault, not only in the browser. */
export function signOut({ vault }: Pick<ConsoleNeeds, 'vault'>) {
  return new Hono<Visit>().post(posts.signOut.path, async (c) => {
    await vault.operatorSignOut({ session: c.var.session })
    forgetSession(c)
    return c.redirect(pages.signIn.path, 303)
  })
}

export function SignInPage({ view, problem }: { view: View; problem?: string }) {
  const { words } = view
  return (
    <ConsoleShell
      view={view}
      title={words.signIn.title}
      homeHref="/"
      nav={[]}
      islands={['passkey.js']}
    >
      <section class="panel column">
        <h1>{words.console.title}</h1>
        <p>{words.console.signInLead}</p>
        {problem ? <Notice tone="bad">{problem}</Notice> : null}
        <PasskeyForm kind="get" action={posts.signIn.path} challenge={posts.signInChallenge.path}>
          <Button>{words.signIn.withPasskey}</Button>
        </PasskeyForm>
        <p>
          <a class="way-on" href={pages.recovery.path}>
            {operatorWords(view.locale).recoverLost}
          </a>
        </p>
      </section>
    </ConsoleShell>
  )
}
