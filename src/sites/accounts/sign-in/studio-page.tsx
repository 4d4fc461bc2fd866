import { Button, LinkButton } from '#sites/ui/parts/button.tsx'
import { type FormProblem, FormProblems } from '#sites/ui/parts/form.tsx'
import { NeedsScript } from '#sites/ui/parts/notice.tsx'
import { PageHead } from '#sites/ui/parts/page-head.tsx'
import { PasskeyForm } from '#sites/ui/parts/passkey-form.tsx'
import type { View } from '#sites/ui/view.ts'
import type { Origins } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import { PlainShell } from '../shell.tsx'
import { wordsOf } from '../words.ts'

interface StudioPageProps {
  view: View
  origins: Origins
  /** The page of the studio that was asked for. */
  to: string
  hasPasskey: boolean
  problems: readonly FormProblem[]
}

/** Before the studio: the passkey that every seller has, or the way to make one. */
export function StudioPage({ view, origins, to, hasPasskey, problems }: StudioPageProps) {
  const { signIn } = view.words
  const own = wordsOf(view.locale)
  const making = `${pages.passkeys.path}?${new URLSearchParams({ to })}`
  return (
    <PlainShell view={view} origins={origins} title={own.studioTitle} islands={['passkey.js']}>
      <div class="stack column column-centre">
        <PageHead title={own.studioTitle} lead={own.studioLead} />
        <FormProblems problems={problems} />
        <section class="panel">
          {hasPasskey ? (
            <>
              <PasskeyForm
                kind="get"
                action={posts.openStudio.path}
                challenge={posts.confirmChallenge.path}
                hidden={{ to }}
              >
                <Button wide large>
                  {own.againByPasskey}
                </Button>
                <p class="soft small">{signIn.passkeyHint}</p>
              </PasskeyForm>
              <NeedsScript>{own.passkeyNeedsScript}</NeedsScript>
            </>
          ) : (
            <>
              <p>{own.studioNoPasskey}</p>
              <LinkButton href={making} wide large>
                {signIn.passkeyAdd}
              </LinkButton>
            </>
          )}
        </section>
        {hasPasskey ? (
          <p>
            <a class="way-on" href={pages.lostPasskeys.path}>
              {own.lostLink}
            </a>
          </p>
        ) : null}
        <p>
          <a class="way-on" href={origins.shop}>
            {own.studioNot}
          </a>
        </p>
      </div>
    </PlainShell>
  )
}
