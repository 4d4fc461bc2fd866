import type { Typed } from '#lib/form-fields.ts'
import { Button } from '#sites/ui/parts/button.tsx'
import { Field } from '#sites/ui/parts/field.tsx'
import { FormBody, type FormProblem, FormProblems, problemOf } from '#sites/ui/parts/form.tsx'
import { NeedsScript } from '#sites/ui/parts/notice.tsx'
import { PageHead } from '#sites/ui/parts/page-head.tsx'
import { PasskeyForm } from '#sites/ui/parts/passkey-form.tsx'
import { useView, type View } from '#sites/ui/view.ts'
import { DidYouMean } from '../did-you-mean.tsx'
import type { Origins } from '../needs.ts'
import { posts } from '../routes.ts'
import { PlainShell } from '../shell.tsx'
import { wordsOf } from '../words.ts'
import type { Next } from './next.ts'

/** What came of the last try. */
export interface SignInAnswer {
  typed: Typed
  problems: readonly FormProblem[]
  suggestion?: string
}

interface SignInPageProps {
  view: View
  origins: Origins
  next: Next
  answer: SignInAnswer
}

/** A passkey where the device has one; a code by mail everywhere else. */
export function SignInPage({ view, origins, next, answer }: SignInPageProps) {
  const { signIn } = view.words
  return (
    <PlainShell view={view} origins={origins} title={signIn.title} islands={['passkey.js']}>
      <div class="stack column column-centre">
        <PageHead title={signIn.title} lead={signIn.lead} />
        <FormProblems problems={answer.problems} />
        <section class="panel">
          <PasskeyForm
            kind="get"
            action={posts.signInByPasskey.path}
            challenge={posts.passkeyChallenge.path}
            hidden={{ ...next }}
            quietly
          >
            <Button wide large>
              {signIn.withPasskey}
            </Button>
            <p class="soft small">{signIn.passkeyHint}</p>
          </PasskeyForm>
          <NeedsScript>{signIn.passkeyNeedsScript}</NeedsScript>
        </section>
        <section class="panel">
          <CodeForm next={next} answer={answer} />
        </section>
        <p class="soft small">{wordsOf(view.locale).becomesMember}</p>
      </div>
    </PlainShell>
  )
}

function CodeForm({ next, answer }: Pick<SignInPageProps, 'next' | 'answer'>) {
  const { words } = useView()
  const { signIn } = words
  return (
    <form method="post" action={posts.requestCode.path}>
      <FormBody>
        <h2>{signIn.withCode}</h2>
        <input type="hidden" name="state" value={next.state} />
        <input type="hidden" name="return" value={next.return} />
        <Field
          name="address"
          type="email"
          label={signIn.email}
          problem={problemOf(answer.problems, 'address')}
          value={answer.typed.address}
          autocomplete="username webauthn"
          inputmode="email"
          maxlength={254}
          required
        />
        {answer.suggestion ? (
          <DidYouMean suggestion={answer.suggestion} />
        ) : (
          <Button kind="quiet" wide>
            {signIn.sendCode}
          </Button>
        )}
      </FormBody>
    </form>
  )
}
