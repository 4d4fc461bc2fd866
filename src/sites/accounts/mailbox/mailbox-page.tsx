import { Button } from '#sites/ui/parts/button.tsx'
import { Field } from '#sites/ui/parts/field.tsx'
import { FormBody, type FormProblem, FormProblems, problemOf } from '#sites/ui/parts/form.tsx'
import { Notice } from '#sites/ui/parts/notice.tsx'
import { PageHead } from '#sites/ui/parts/page-head.tsx'
import type { View } from '#sites/ui/view.ts'
import type { Origins } from '../needs.ts'
import { posts } from '../routes.ts'
import { MemberShell } from '../shell.tsx'
import { mailboxWords } from './words.ts'

interface MailboxPageProps {
  view: View
  origins: Origins
  address: string
  /** Epoch milliseconds when a proven mailbox is taken; null when none waits. */
  due: number | null
  typed: string
  problems: readonly FormProblem[]
}

/** The address of a member, and how it becomes another one. */
export function MailboxPage({ view, origins, ...page }: MailboxPageProps) {
  const { address, due, typed, problems } = page
  const words = mailboxWords(view.locale)
  return (
    <MemberShell room="mailbox" view={view} origins={origins} title={words.title}>
      <PageHead title={words.title} lead={words.now(address)} />
      <FormProblems problems={problems} />
      {due === null ? null : (
        <section class="panel">
          <Notice tone="info">{words.waits(view.format.dateTime(new Date(due)))}</Notice>
          <form method="post" action={posts.cancelMailbox.path}>
            <Button kind="quiet">{words.cancel}</Button>
          </form>
        </section>
      )}
      <form class="panel" method="post" action={posts.newMailbox.path}>
        <FormBody>
          <h2>{words.change}</h2>
          <p class="soft">{words.how}</p>
          <Field
            name="address"
            type="email"
            label={words.newAddress}
            problem={problemOf(problems, 'address')}
            value={typed}
            autocomplete="email"
            inputmode="email"
            maxlength={254}
            required
          />
          <Button>{view.words.signIn.sendCode}</Button>
        </FormBody>
      </form>
    </MemberShell>
  )
}
