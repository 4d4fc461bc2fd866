import type { Problems, Typed } from '#lib/form-fields.ts'
import type { ShelvedWork } from '#market/catalogue/types.ts'
import { reportReasons } from '#market/moderation/commands.ts'
import { reasonTexts } from '#sites/ui/messages/reasons.ts'
import { Button, Buttons, LinkButton } from '#sites/ui/parts/button.tsx'
import { RadioCards } from '#sites/ui/parts/choice.tsx'
import { TextArea } from '#sites/ui/parts/field.tsx'
import { FormBody, FormProblems, problemOf } from '#sites/ui/parts/form.tsx'
import { Notice } from '#sites/ui/parts/notice.tsx'
import { Breadcrumbs } from '#sites/ui/parts/way.tsx'
import type { View } from '#sites/ui/view.ts'
import { problemTexts } from '#sites/ui/visit/problem-texts.ts'
import type { Origins } from '../needs.ts'
import { paths } from '../paths.ts'
import { ShopPage } from '../shop-page.tsx'

interface ReportPageProps {
  view: View
  origins: Origins
  work: ShelvedWork
  isSent: boolean
  typed: Typed
  problems: Problems
}

/** Why a listing should not be there, in one choice and a few words. */
export function ReportPage(props: ReportPageProps) {
  const { view, origins, work, isSent } = props
  const { report } = view.words
  return (
    <ShopPage view={view} origins={origins} title={report.title} noindex>
      <div class="stack column">
        <Breadcrumbs
          crumbs={[
            { text: view.marketName, href: '/' },
            { text: work.title, href: paths.work(work.id) },
            { text: report.title },
          ]}
        />
        <div class="page-head">
          <h1>{report.title}</h1>
          <p class="lead">{isSent ? report.thanks : report.lead}</p>
        </div>
        {isSent ? (
          <p>
            <LinkButton kind="quiet" href={paths.work(work.id)}>
              {report.back}
            </LinkButton>
          </p>
        ) : (
          <ReportForm {...props} />
        )}
      </div>
    </ShopPage>
  )
}

function ReportForm({ view, work, typed, problems }: ReportPageProps) {
  const { report, shell } = view.words
  const texts = problemTexts(problems, { reason: report.reason, note: report.note }, view.words)
  const names = reasonTexts(view.words)
  return (
    <form method="post" action={`${paths.work(work.id)}/reports`}>
      <FormBody>
        <FormProblems problems={texts} />
        <RadioCards
          name="reason"
          label={report.reason}
          choices={reportReasons.map((value) => ({ value, text: names[value] }))}
          value={typed.reason}
          problem={problemOf(texts, 'reason')}
          required
        />
        <TextArea
          name="note"
          label={report.note}
          hint={report.noteHint}
          value={typed.note}
          problem={problemOf(texts, 'note')}
          maxlength={1000}
          optional
        />
        <Notice tone="plain">{report.nobody}</Notice>
        <Buttons>
          <Button>{report.send}</Button>
          <LinkButton kind="quiet" href={paths.work(work.id)}>
            {shell.cancel}
          </LinkButton>
        </Buttons>
      </FormBody>
    </form>
  )
}
