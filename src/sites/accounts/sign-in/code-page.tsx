import { Button } from '#sites/ui/parts/button.tsx'
import {
  CodeInput,
  FormBody,
  type FormProblem,
  FormProblems,
  problemOf,
} from '#sites/ui/parts/form.tsx'
import type { View } from '#sites/ui/view.ts'
import type { Origins } from '../needs.ts'
import { PlainShell } from '../shell.tsx'
import { wordsOf } from '../words.ts'

interface CodePageProps {
  view: View
  origins: Origins
  /** Where the code goes, and where a new one is asked for. */
  actions: { answer: string; again: string }
  againFields?: Readonly<Record<string, string>>
  /** Where the mail went, as it was typed here; undefined where the reader need not know. */
  address: string | undefined
  /** Said instead of that, where the mail went to the person's own mailbox. */
  lead?: string
  typed: string
  problems: readonly FormProblem[]
  canSendAgain: boolean
  back: { href: string; text: string }
}

/** Eight characters from the mail; the same page whether the address is known or not. */
export function CodePage(props: CodePageProps) {
  const { view, origins, actions, address, typed, problems } = props
  const { signIn } = view.words
  const words = wordsOf(view.locale)
  return (
    <PlainShell view={view} origins={origins} title={signIn.codeTitle}>
      <div class="stack column column-centre">
        <header class="page-head">
          <h1>{signIn.codeTitle}</h1>
          {address ? <p class="lead">{words.codeTo(address)}</p> : null}
          <p class="soft">{props.lead ?? (address ? signIn.codeSent : words.codeToOrder)}</p>
        </header>
        <FormProblems problems={problems} />
        <form class="panel" method="post" action={actions.answer}>
          <FormBody>
            <CodeInput
              name="code"
              label={signIn.code}
              hint={signIn.codeHint}
              problem={problemOf(problems, 'code')}
              value={typed}
            />
            <Button wide large>
              {words.goOn}
            </Button>
          </FormBody>
        </form>
        <section class="stack stack-tight">
          <h2>{signIn.noMail}</h2>
          <p class="soft">{signIn.noMailHint}</p>
          <div class="row">
            {props.canSendAgain ? (
              <form method="post" action={actions.again}>
                {Object.entries(props.againFields ?? {}).map(([name, value]) => (
                  <input key={name} type="hidden" name={name} value={value} />
                ))}
                <Button kind="quiet">{signIn.sendAgain}</Button>
              </form>
            ) : null}
            <a href={props.back.href}>{props.back.text}</a>
          </div>
        </section>
      </div>
    </PlainShell>
  )
}
