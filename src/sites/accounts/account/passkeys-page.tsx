import { base64url } from '#lib/base64url.ts'
import { Button } from '#sites/ui/parts/button.tsx'
import { Field } from '#sites/ui/parts/field.tsx'
import { type FormProblem, FormProblems, problemOf } from '#sites/ui/parts/form.tsx'
import { EmptyState, NeedsScript } from '#sites/ui/parts/notice.tsx'
import { PageHead } from '#sites/ui/parts/page-head.tsx'
import { PasskeyForm } from '#sites/ui/parts/passkey-form.tsx'
import { Table } from '#sites/ui/parts/table.tsx'
import { useView, type View } from '#sites/ui/view.ts'
import type { Origins } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import { MemberShell } from '../shell.tsx'
import { wordsOf } from '../words.ts'

interface PasskeyRow {
  credential: Buffer
  label: string
  enrolledAt: number
  usedAt: number | null
}

interface PasskeysPageProps {
  view: View
  origins: Origins
  passkeys: readonly PasskeyRow[]
  /** The member's address: by it the device's own list shows the passkey. */
  owner: string
  label: string
  /** Where the visit goes once there is one: a page of the studio, or empty. */
  to: string
  problems: readonly FormProblem[]
}

/** The passkeys a member has, and one more. */
export function PasskeysPage(props: PasskeysPageProps) {
  const { view, origins, passkeys, owner, label, to, problems } = props
  const { signIn } = view.words
  const own = wordsOf(view.locale)
  return (
    <MemberShell
      room="passkeys"
      view={view}
      origins={origins}
      title={signIn.passkeys}
      islands={['passkey.js']}
    >
      <PageHead title={signIn.passkeys} lead={own.passkeysLead} />
      <FormProblems problems={problems} />
      {passkeys.length === 0 ? (
        <EmptyState title={signIn.passkeyNone} hint={signIn.passkeyAddHint} />
      ) : (
        <Passkeys passkeys={passkeys} />
      )}
      <section class="panel">
        <h2>{signIn.passkeyAdd}</h2>
        <PasskeyForm
          kind="create"
          action={posts.enrolPasskey.path}
          challenge={posts.enrolChallenge.path}
          owner={owner}
          hidden={to === '' ? {} : { to }}
        >
          <Field
            name="label"
            label={signIn.passkeyName}
            hint={own.passkeyNameHint}
            problem={problemOf(problems, 'label')}
            value={label}
            maxlength={80}
            size="middle"
            required
          />
          <Button>{signIn.passkeyAdd}</Button>
        </PasskeyForm>
        <NeedsScript>{own.enrolNeedsScript}</NeedsScript>
      </section>
    </MemberShell>
  )
}

function Passkeys({ passkeys }: Pick<PasskeysPageProps, 'passkeys'>) {
  const { words, format, locale } = useView()
  const own = wordsOf(locale)
  return (
    <>
      <Table
        caption={words.signIn.passkeys}
        captionUnseen
        rows={passkeys}
        rowKey={(row) => base64url(row.credential)}
        columns={[
          {
            key: 'label',
            head: words.signIn.passkeyName,
            heading: true,
            cell: ({ label }) => label,
          },
          {
            key: 'since',
            head: own.enrolledAt,
            cell: ({ enrolledAt }) => format.date(new Date(enrolledAt)),
          },
          {
            key: 'used',
            head: words.signIn.passkeyLast,
            cell: ({ usedAt }) => (usedAt === null ? own.never : format.date(new Date(usedAt))),
          },
          {
            key: 'remove',
            head: words.shell.remove,
            headUnseen: true,
            tight: true,
            cell: (row) => <Remove passkey={row} />,
          },
        ]}
      />
      <p>
        <a class="way-on" href={pages.lostPasskeys.path}>
          {own.lostLink}
        </a>
      </p>
    </>
  )
}

function Remove({ passkey }: { passkey: PasskeyRow }) {
  const { words, locale } = useView()
  return (
    <form method="post" action={posts.removePasskey.path}>
      <input type="hidden" name="credential" value={base64url(passkey.credential)} />
      <Button kind="quiet" label={wordsOf(locale).removePasskey(passkey.label)}>
        {words.shell.remove}
      </Button>
    </form>
  )
}
