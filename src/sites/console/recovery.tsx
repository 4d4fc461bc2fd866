import { Hono } from 'hono'
import type { VNode } from 'preact'
import { readForm } from '#lib/http/body.ts'
import { browserKind } from '#lib/http/browser-kind.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import { Button } from '#sites/ui/parts/button.tsx'
import { Field } from '#sites/ui/parts/field.tsx'
import { FormBody, FormProblems } from '#sites/ui/parts/form.tsx'
import { PasskeyForm } from '#sites/ui/parts/passkey-form.tsx'
import { renderPage } from '#sites/ui/render-page.ts'
import { ConsoleShell } from '#sites/ui/shells/desk-shell.tsx'
import type { View } from '#sites/ui/view.ts'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import type { ConsoleNeeds } from './needs.ts'
import { operatorWords } from './operator-words.ts'
import { pages, posts } from './routes.ts'
import type { ShownOnce } from './shown-once.ts'
import { rememberSession, type Visit } from './visit.ts'

/** The way back for an operator who lost every passkey: a code, then a new passkey at once. */
export function recovery({ vault }: Pick<ConsoleNeeds, 'vault'>, shown: ShownOnce) {
  return new Hono<Visit>()
    .get(pages.recovery.path, (c) => c.html(renderPage(<CodeForm view={c.var.view} />)))
    .post(posts.useCode.path, async (c) => {
      const { view, client } = c.var
      const form = posts.useCode.form.read(await readForm(c.req.raw))
      const used = form.ok
        ? await orRefusal(vault.useRecoveryCode({ code: form.values.code, source: client }))
        : new Refusal('wrong-code')
      if (isRefusal(used)) {
        const own = operatorWords(view.locale).recoverWrong
        const problem = used.code === 'wrong-code' ? own : view.words.refusals[used.code]
        const page = <CodeForm view={view} problem={problem} />
        return c.html(renderPage(page), used.status)
      }
      const link = used.link.toString('base64url')
      return c.html(renderPage(<PasskeyStep view={view} link={link} />))
    })
    .post(posts.enrolAgain.path, async (c) => {
      const form = posts.enrolAgain.form.read(await readForm(c.req.raw))
      if (!form.ok) throw new Refusal('passkey-needed')
      const link = Buffer.from(form.values.link, 'base64url')
      const enrolment = { ...form.values.enrolment, label: '' }
      const answer = await vault.enrolAgain({ link, enrolment, browser: browserKind(c.req.raw) })
      rememberSession(c, answer.session)
      shown.keep(answer.session, answer.codes)
      return c.redirect(pages.codes.path, 303)
    })
}

function Frame({ view, children }: { view: View; children: VNode }) {
  const words = operatorWords(view.locale)
  return (
    <ConsoleShell
      view={view}
      title={words.recoverTitle}
      homeHref="/"
      nav={[]}
      islands={['passkey.js']}
    >
      <section class="panel column column-centre">
        <h1>{words.recoverTitle}</h1>
        <p>{words.recoverLead}</p>
        {children}
        <p>
          <a class="way-on" href={pages.signIn.path}>
            {view.words.signIn.title}
          </a>
        </p>
      </section>
    </ConsoleShell>
  )
}

function CodeForm({ view, problem }: { view: View; problem?: string }) {
  const words = operatorWords(view.locale)
  return (
    <Frame view={view}>
      <form method="post" action={posts.useCode.path}>
        <FormBody>
          <FormProblems problems={problem ? [{ field: 'code', text: problem }] : []} />
          <Field
            name="code"
            label={words.recoverCode}
            problem={problem}
            maxlength={40}
            autocomplete="off"
            required
          />
          <Button>{words.recoverUse}</Button>
        </FormBody>
      </form>
    </Frame>
  )
}

function PasskeyStep({ view, link }: { view: View; link: string }) {
  const words = operatorWords(view.locale)
  return (
    <Frame view={view}>
      <PasskeyForm
        kind="create"
        action={posts.enrolAgain.path}
        challenge={posts.enrolChallenge.path}
        owner={view.words.console.title}
        hidden={{ link }}
      >
        <Button>{words.recoverPasskey}</Button>
      </PasskeyForm>
    </Frame>
  )
}
