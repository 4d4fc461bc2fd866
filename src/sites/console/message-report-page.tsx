import type { Problems } from '#lib/form-fields.ts'
import { Button, Buttons } from '#sites/ui/parts/button.tsx'
import { RadioCards } from '#sites/ui/parts/choice.tsx'
import { FormBody, FormProblems, problemOf } from '#sites/ui/parts/form.tsx'
import { DefinitionList } from '#sites/ui/parts/lists.tsx'
import { PasskeyForm } from '#sites/ui/parts/passkey-form.tsx'
import type { View } from '#sites/ui/view.ts'
import { problemTexts } from '#sites/ui/visit/problem-texts.ts'
import { Desk } from './desk.tsx'
import { type MessageReport, outcomeText } from './message-reports-page.tsx'
import { reportWords } from './report-words.ts'
import { pages } from './routes.ts'

interface PageProps {
  view: View
  report: MessageReport
  /** What was written, only in the answer to its opening. */
  text: string | undefined
  problems: Problems
}

/** One report: its facts, its message once a passkey opened it, and the form that closes it. */
export function MessageReportPage({ view, report, text, problems }: PageProps) {
  const own = reportWords(view.locale)
  const texts = problemTexts(problems, { outcome: own.outcome }, view.words)
  return (
    <Desk view={view} title={own.one} room="messageReports" islands={['passkey.js']}>
      <FormProblems problems={texts} />
      <Facts view={view} report={report} />
      {text === undefined ? null : (
        <section class="section">
          <h2>{own.message}</h2>
          <p class="panel lines talk-text" dir="auto">
            {text}
          </p>
          <p class="soft small">{own.shownOnce}</p>
        </section>
      )}
      {report.closed ? null : (
        <>
          {text === undefined ? <OpenForm view={view} report={report} /> : null}
          <CloseForm view={view} report={report} problem={problemOf(texts, 'outcome')} />
        </>
      )}
      <p>
        <a href={pages.messageReports.path}>{own.all}</a>
      </p>
    </Desk>
  )
}

function Facts({ view, report }: Pick<PageProps, 'view' | 'report'>) {
  const { words, locale, format } = view
  const own = reportWords(locale)
  const { order, by, reason, closed } = report
  const at = (moment: number) => format.dateTime(new Date(moment))
  return (
    <DefinitionList
      facts={[
        { term: words.console.order, detail: <a href={`/orders/${order}`}>{order}</a> },
        { term: own.by, detail: own[by] },
        { term: own.writer, detail: own[by === 'buyer' ? 'seller' : 'buyer'] },
        { term: words.console.reason, detail: own[reason] },
        { term: own.written, detail: at(report.writtenAt) },
        { term: own.reported, detail: at(report.reportedAt) },
        { term: own.closedAt, detail: closed && at(closed.at) },
        { term: own.outcome, detail: closed && outcomeText(closed.outcome, own) },
      ]}
    />
  )
}

function OpenForm({ view, report }: Pick<PageProps, 'view' | 'report'>) {
  const own = reportWords(view.locale)
  const at = `${pages.messageReports.path}/${report.message}/opening`
  return (
    <section class="section">
      <h2>{own.message}</h2>
      <p class="soft">{own.openLead}</p>
      <PasskeyForm kind="get" action={at} challenge={`${at}/challenge`}>
        <Buttons>
          <Button>{own.openDo}</Button>
        </Buttons>
      </PasskeyForm>
    </section>
  )
}

type CloseFormProps = Pick<PageProps, 'view' | 'report'> & { problem: string | undefined }

function CloseForm({ view, report, problem }: CloseFormProps) {
  const own = reportWords(view.locale)
  const at = `${pages.messageReports.path}/${report.message}/outcome`
  return (
    <section class="section">
      <h2>{own.close}</h2>
      <p class="soft">{own.closeLead}</p>
      <PasskeyForm kind="get" action={at} challenge={`${at}/challenge`}>
        <FormBody>
          <RadioCards
            name="outcome"
            label={own.outcome}
            choices={[
              { value: 'no-fault', text: own.noFault, hint: own.noFaultHint },
              { value: 'hidden', text: own.hidden, hint: own.hiddenHint },
              { value: 'warned', text: own.warned, hint: own.warnedHint },
            ]}
            problem={problem}
            required
          />
          <Buttons>
            <Button kind="danger">{own.closeDo}</Button>
          </Buttons>
        </FormBody>
      </PasskeyForm>
    </section>
  )
}
