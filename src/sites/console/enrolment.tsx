import { Hono } from 'hono'
import type { Problems, Typed } from '#lib/form-fields.ts'
import { readForm } from '#lib/http/body.ts'
import { browserKind } from '#lib/http/browser-kind.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import { Button } from '#sites/ui/parts/button.tsx'
import { Field } from '#sites/ui/parts/field.tsx'
import { FormProblems, problemOf } from '#sites/ui/parts/form.tsx'
import { PasskeyForm } from '#sites/ui/parts/passkey-form.tsx'
import { renderPage } from '#sites/ui/render-page.ts'
import { ConsoleShell } from '#sites/ui/shells/desk-shell.tsx'
import type { View } from '#sites/ui/view.ts'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { problemTexts } from '#sites/ui/visit/problem-texts.ts'
import { challengeForBrowser } from './challenge.ts'
import type { ConsoleNeeds } from './needs.ts'
import { operatorWords } from './operator-words.ts'
import { pages, posts } from './routes.ts'
import type { ShownOnce } from './shown-once.ts'
import { rememberSession, type Visit } from './visit.ts'

/** A one-time link becomes an operator with a passkey. No password exists to be guessed. */
export function enrolment({ vault }: Pick<ConsoleNeeds, 'vault'>, shown: ShownOnce) {
  return new Hono<Visit>()
    .get(pages.enrol.path, async (c) => {
      const { view } = c.var
      const typed = { link: c.req.query('link') ?? '' }
      const read = posts.enrolChallenge.form.read(typed)
      if (!read.ok) return c.html(renderPage(<LinkOverPage view={view} />), 404)
      const link = Buffer.from(read.values.link, 'base64url')
      // Before anything is typed: a link that was used leads nowhere.
      const good = await orRefusal(vault.operatorEnrolChallenge({ link }))
      if (!isRefusal(good)) return c.html(renderPage(<EnrolPage view={view} typed={typed} />))
      if (good.status >= 500) throw good
      return c.html(renderPage(<LinkOverPage view={view} />), good.status)
    })
    .post(posts.enrolChallenge.path, async (c) => {
      const form = posts.enrolChallenge.form.read(await readForm(c.req.raw))
      if (!form.ok) throw new Refusal('ticket-unknown')
      const link = Buffer.from(form.values.link, 'base64url')
      return c.json(challengeForBrowser(await vault.operatorEnrolChallenge({ link })))
    })
    .post(posts.enrol.path, async (c) => {
      const form = posts.enrol.form.read(await readForm(c.req.raw))
      if (!form.ok) {
        const page = <EnrolPage view={c.var.view} typed={form.typed} problems={form.problems} />
        return c.html(renderPage(page), 422)
      }
      const { name, address } = form.values
      const link = Buffer.from(form.values.link, 'base64url')
      const enrolment = { ...form.values.enrolment, label: '' }
      const asked = vault.enrolOperator({
        link,
        name,
        address,
        enrolment,
        browser: browserKind(c.req.raw),
      })
      const answer = await orRefusal(asked)
      if (answer instanceof Refusal) {
        const problems = { link: answer.code }
        const page = <EnrolPage view={c.var.view} typed={form.typed} problems={problems} />
        return c.html(renderPage(page), answer.status)
      }
      rememberSession(c, answer.session)
      shown.keep(answer.session, answer.codes)
      return c.redirect(pages.codes.path, 303)
    })
}

function LinkOverPage({ view }: { view: View }) {
  const words = operatorWords(view.locale)
  const title = view.words.console.enrolTitle
  return (
    <ConsoleShell view={view} title={title} homeHref="/" nav={[]}>
      <section class="panel column column-centre">
        <h1>{words.linkOverTitle}</h1>
        <p>{words.linkOver}</p>
        <p>
          <a class="way-on" href={pages.signIn.path}>
            {view.words.signIn.title}
          </a>
        </p>
      </section>
    </ConsoleShell>
  )
}

type EnrolPageProps = { view: View; typed: Typed; problems?: Problems }

export function EnrolPage({ view, typed, problems = {} }: EnrolPageProps) {
  const { words } = view
  const labels = { name: words.console.operatorName, address: words.console.operatorEmail }
  const texts = problemTexts(problems, labels, words)
  return (
    <ConsoleShell
      view={view}
      title={words.console.enrolTitle}
      homeHref="/"
      nav={[]}
      islands={['passkey.js']}
    >
      <section class="panel column column-centre">
        <h1>{words.console.enrolTitle}</h1>
        <p>{words.console.enrolLead}</p>
        <FormProblems problems={texts} />
        <PasskeyForm
          kind="create"
          action={posts.enrol.path}
          challenge={posts.enrolChallenge.path}
          owner={words.console.title}
          hidden={{ link: typed.link ?? '' }}
        >
          <Field
            name="name"
            label={labels.name}
            value={typed.name}
            problem={problemOf(texts, 'name')}
            required
            maxlength={80}
            autocomplete="name"
          />
          <Field
            name="address"
            type="email"
            label={labels.address}
            value={typed.address}
            problem={problemOf(texts, 'address')}
            required
            maxlength={254}
            autocomplete="email"
          />
          <Button>{words.signIn.passkeyAdd}</Button>
        </PasskeyForm>
      </section>
    </ConsoleShell>
  )
}
