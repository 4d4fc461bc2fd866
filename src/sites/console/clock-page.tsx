import { Button, Buttons } from '#sites/ui/parts/button.tsx'
import { Field } from '#sites/ui/parts/field.tsx'
import type { FormProblem } from '#sites/ui/parts/form.tsx'
import { FormBody, FormProblems, problemOf } from '#sites/ui/parts/form.tsx'
import { DefinitionList } from '#sites/ui/parts/lists.tsx'
import { Notice } from '#sites/ui/parts/notice.tsx'
import { PasskeyForm } from '#sites/ui/parts/passkey-form.tsx'
import type { View } from '#sites/ui/view.ts'
import type { VaultForConsole } from '#trust/vault/client.ts'
import { clockWords } from './clock-words.ts'
import { Desk } from './desk.tsx'
import { posts } from './routes.ts'

type Standing = Awaited<ReturnType<VaultForConsole['clockStanding']>>
type PageProps = { view: View; standing: Standing; typed: string; problems: FormProblem[] }

/** What every clock says, and how to end a doubt. */
export function ClockPage({ view, standing, typed, problems }: PageProps) {
  const words = clockWords(view.locale)
  const { doubt } = standing
  return (
    <Desk view={view} title={words.title} room="clock" islands={['passkey.js']}>
      <p class="soft">{words.lead}</p>
      {doubt ? (
        <Notice tone="bad" title={words.doubted}>
          {words[doubt.cause]}
        </Notice>
      ) : (
        <Notice tone="good">{words.believed}</Notice>
      )}
      <Times view={view} standing={standing} />
      {doubt ? <WaysOut {...{ view, typed, problems }} /> : null}
    </Desk>
  )
}

function Times({ view, standing }: Pick<PageProps, 'view' | 'standing'>) {
  const words = clockWords(view.locale)
  const { clock, reckoned, database, witness, doubt } = standing
  const time = (at: number) => (
    <time dateTime={new Date(at).toISOString()}>{view.format.dateTime(new Date(at))}</time>
  )
  const facts = [
    { term: words.machine, detail: time(clock) },
    { term: words.reckoned, detail: time(reckoned) },
    { term: words.ofDatabase, detail: time(database) },
    { term: words.ofWitness, detail: witness === null ? words.notHeard : time(witness) },
    { term: words.since, detail: doubt && time(doubt.since) },
  ]
  return <DefinitionList facts={facts} />
}

function WaysOut({ view, typed, problems }: Omit<PageProps, 'standing'>) {
  const words = clockWords(view.locale)
  return (
    <>
      <section class="section">
        <h2>{words.wrongTitle}</h2>
        <p>{words.wrong}</p>
      </section>
      <section class="section">
        <h2>{words.rightTitle}</h2>
        <p>{words.right}</p>
        <PasskeyForm
          kind="get"
          action={posts.confirmClock.path}
          challenge={posts.confirmClockChallenge.path}
        >
          <FormProblems problems={problems} />
          <FormBody>
            <Field
              name="date"
              type="date"
              size="middle"
              label={words.date}
              value={typed}
              problem={problemOf(problems, 'date')}
              required
            />
            <Buttons>
              <Button>{words.confirm}</Button>
            </Buttons>
          </FormBody>
        </PasskeyForm>
      </section>
    </>
  )
}
