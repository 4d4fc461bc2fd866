import { sentences } from '#sites/ui/messages/phrase.ts'
import { Button } from '#sites/ui/parts/button.tsx'
import { Select } from '#sites/ui/parts/choice.tsx'
import { TextArea } from '#sites/ui/parts/field.tsx'
import { FormBody, type FormProblem, problemOf } from '#sites/ui/parts/form.tsx'
import { EmptyState, Notice } from '#sites/ui/parts/notice.tsx'
import { Badge } from '#sites/ui/parts/small.tsx'
import { useView } from '#sites/ui/view.ts'
import type { AccountsNeeds } from '../needs.ts'
import { reportReasons } from './forms.ts'
import { messageWords } from './words.ts'

export type Talk = Awaited<ReturnType<AccountsNeeds['vault']['messagesOf']>>
type Message = Talk['messages'][number]

export interface ConversationProps {
  talk: Talk
  /** Who reads. */
  as: 'buyer' | 'seller'
  /** What the other side is called here. */
  other: string
  actions: { write: string; report: string }
  /** What the forms carry to say which conversation it is. */
  hidden: { name: 'order' | 'seller'; value: string }
  typed: string
  problems: readonly FormProblem[]
}

/** What two people wrote about an order, the oldest first, and a field for the next. */
export function Conversation(props: ConversationProps) {
  const { talk, as } = props
  const { locale } = useView()
  const own = messageWords(locale)
  return (
    <>
      {talk.messages.length === 0 ? (
        <EmptyState title={own.none} hint={as === 'buyer' ? own.noneHint : undefined} />
      ) : (
        <ol class="talk">
          {talk.messages.map((message) => (
            <Said key={message.id} message={message} {...props} />
          ))}
        </ol>
      )}
      {talk.isClosed || talk.left === 0 ? (
        <Notice tone="warning">{talk.isClosed ? own.closed : own.full}</Notice>
      ) : (
        <WriteForm {...props} />
      )}
      <p class="soft small">{sentences([own.kept, own.logged], locale)}</p>
    </>
  )
}

function Said({ message, ...props }: ConversationProps & { message: Message }) {
  const { locale, format } = useView()
  const own = messageWords(locale)
  const isOwn = message.fromSeller === (props.as === 'seller')
  const written = new Date(message.writtenAt)
  return (
    <li class={isOwn ? 'talk-said talk-own' : 'talk-said'}>
      <p class="talk-head">
        <strong>{isOwn ? own.you : <bdi>{props.other}</bdi>}</strong>
        <time class="soft small" dateTime={written.toISOString()}>
          {format.dateTime(written)}
        </time>
      </p>
      {message.text === null ? (
        <p class="soft">{own.hidden}</p>
      ) : (
        <p class="lines talk-text" dir="auto">
          {message.text}
        </p>
      )}
      <p class="faint small">{own.keptUntil(format.date(new Date(message.keptUntil)))}</p>
      <ReportState message={message} />
      {isOwn || message.isReported ? null : <ReportForm message={message} {...props} />}
    </li>
  )
}

function ReportState({ message: { isReported, outcome } }: { message: Message }) {
  const own = messageWords(useView().locale)
  if (outcome === null) return isReported ? <Badge tone="bad">{own.reported}</Badge> : null
  const texts = { 'no-fault': own.wasFair, hidden: own.wasHidden, warned: own.wasWarned }
  return <Badge tone={outcome === 'no-fault' ? 'plain' : 'bad'}>{texts[outcome]}</Badge>
}

function ReportForm({ message, actions, hidden }: ConversationProps & { message: Message }) {
  const { locale, format } = useView()
  const own = messageWords(locale)
  const when = format.dateTime(new Date(message.writtenAt))
  return (
    <details class="talk-report">
      <summary class="small">
        <span aria-hidden="true">{own.report}</span>
        <span class="unseen">{own.reportOf(when)}</span>
      </summary>
      <form method="post" action={actions.report}>
        <FormBody>
          <input type="hidden" name={hidden.name} value={hidden.value} />
          <input type="hidden" name="message" value={message.id} />
          <Select
            name="reason"
            id={`reason-${message.id}`}
            label={own.reason}
            hint={own.reportHint}
            choices={reportReasons.map((value) => ({ value, text: own[value] }))}
            prompt="–"
            required
          />
          <Button kind="danger">{own.reportDo}</Button>
        </FormBody>
      </form>
    </details>
  )
}

function WriteForm({ actions, hidden, typed, problems }: ConversationProps) {
  const own = messageWords(useView().locale)
  return (
    <form class="panel" method="post" action={actions.write}>
      <FormBody>
        <input type="hidden" name={hidden.name} value={hidden.value} />
        <TextArea
          name="text"
          label={own.text}
          hint={own.textHint}
          problem={problemOf(problems, 'text')}
          value={typed}
          rows={5}
          maxlength={2_000}
          required
        />
        <Button>{own.send}</Button>
      </FormBody>
    </form>
  )
}
