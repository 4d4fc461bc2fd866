import { Button } from '#sites/ui/parts/button.tsx'
import { FormBody, type FormProblem, FormProblems } from '#sites/ui/parts/form.tsx'
import { NeedsScript } from '#sites/ui/parts/notice.tsx'
import { PageHead } from '#sites/ui/parts/page-head.tsx'
import { PasskeyForm } from '#sites/ui/parts/passkey-form.tsx'
import type { View } from '#sites/ui/view.ts'
import type { Origins } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import { PlainShell } from '../shell.tsx'
import { wordsOf } from '../words.ts'

interface AgainPageProps {
  view: View
  origins: Origins
  /** The page that the visit goes back to. */
  back: string
  hasPasskey: boolean
  problems: readonly FormProblem[]
}

/** Whoever is signed in shows once more that it is them: by a passkey, or who has none a code. */
export function AgainPage({ view, origins, back, hasPasskey, problems }: AgainPageProps) {
  const own = wordsOf(view.locale)
  return (
    <PlainShell view={view} origins={origins} title={own.againTitle} islands={['passkey.js']}>
      <div class="stack column column-centre">
        <PageHead title={own.againTitle} lead={own.againLead} />
        <FormProblems problems={problems} />
        {hasPasskey ? <ByPasskey view={view} back={back} /> : <ByCode view={view} back={back} />}
        {hasPasskey ? (
          <p>
            <a class="way-on" href={pages.lostPasskeys.path}>
              {own.lostLink}
            </a>
          </p>
        ) : null}
        <p>
          <a class="way-on" href={pages.home.path}>
            {own.againNot}
          </a>
        </p>
      </div>
    </PlainShell>
  )
}

type WayProps = Pick<AgainPageProps, 'view' | 'back'>

function ByPasskey({ view, back }: WayProps) {
  const { signIn } = view.words
  const own = wordsOf(view.locale)
  return (
    <section class="panel">
      <PasskeyForm
        kind="get"
        action={posts.confirmByPasskey.path}
        challenge={posts.confirmChallenge.path}
        hidden={{ return: back }}
      >
        <Button wide large>
          {own.againByPasskey}
        </Button>
        <p class="soft small">{signIn.passkeyHint}</p>
      </PasskeyForm>
      <NeedsScript>{own.passkeyNeedsScript}</NeedsScript>
    </section>
  )
}

function ByCode({ view, back }: WayProps) {
  const { signIn } = view.words
  return (
    <form class="panel" method="post" action={posts.startConfirm.path}>
      <FormBody>
        <h2>{signIn.withCode}</h2>
        <p class="soft">{wordsOf(view.locale).againByCode}</p>
        <input type="hidden" name="return" value={back} />
        <Button wide>{signIn.sendCode}</Button>
      </FormBody>
    </form>
  )
}
