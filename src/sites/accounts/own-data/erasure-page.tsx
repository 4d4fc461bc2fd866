import { Button, Buttons, LinkButton } from '#sites/ui/parts/button.tsx'
import { Checkbox } from '#sites/ui/parts/choice.tsx'
import { FormBody, type FormProblem, FormProblems, problemOf } from '#sites/ui/parts/form.tsx'
import { Notice } from '#sites/ui/parts/notice.tsx'
import { PageHead } from '#sites/ui/parts/page-head.tsx'
import { Table } from '#sites/ui/parts/table.tsx'
import { useView, type View } from '#sites/ui/view.ts'
import type { Origins } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import { MemberShell, PlainShell } from '../shell.tsx'
import { wordsOf } from '../words.ts'
import type { ErasureStep } from './kept.ts'
import { needName, stepName } from './kind-words.ts'

interface ErasurePageProps {
  view: View
  origins: Origins
  plan: string
  steps: readonly ErasureStep[]
  problems: readonly FormProblem[]
}

/** What goes now, what goes later and why; then one press, with a tick first. */
export function ErasurePage({ view, origins, plan, steps, problems }: ErasurePageProps) {
  const { ownData } = view.words
  const own = wordsOf(view.locale)
  const now = steps.filter((step) => step.at === null)
  const later = steps.filter((step) => step.at !== null)
  return (
    <MemberShell room="data" view={view} origins={origins} title={ownData.planTitle}>
      <PageHead title={ownData.planTitle} lead={ownData.eraseHint} />
      <FormProblems problems={problems} />
      <section class="section">
        <h2>{ownData.planNow}</h2>
        <Steps steps={now} caption={ownData.planNow} />
        <p class="soft">{ownData.planKeyNote}</p>
      </section>
      {later.length > 0 ? (
        <section class="section">
          <h2>{ownData.planLater}</h2>
          <p class="soft">{ownData.planLaterHint}</p>
          <Steps steps={later} caption={ownData.planLater} />
        </section>
      ) : null}
      <Notice tone="warning">{ownData.planPurchases}</Notice>
      <form class="panel" method="post" action={posts.erase.path}>
        <FormBody>
          <input type="hidden" name="plan" value={plan} />
          <Checkbox
            name="sure"
            label={own.eraseSure}
            problem={problemOf(problems, 'sure')}
            required
          />
          <Buttons>
            <Button kind="danger">{ownData.planConfirm}</Button>
            <LinkButton kind="quiet" href={pages.data.path}>
              {ownData.planKeep}
            </LinkButton>
          </Buttons>
        </FormBody>
      </form>
    </MemberShell>
  )
}

function Steps({ steps, caption }: { steps: readonly ErasureStep[]; caption: string }) {
  const { words, format, locale } = useView()
  const { ownData } = words
  const isLater = steps.some((step) => step.at !== null)
  const columns = [
    {
      key: 'what',
      head: wordsOf(locale).what,
      heading: true,
      cell: ({ what }: ErasureStep) => stepName(what, words, locale),
    },
    {
      key: 'count',
      head: wordsOf(locale).count,
      number: true,
      cell: ({ count }: ErasureStep) => format.number(count),
    },
  ]
  const dates = [
    {
      key: 'at',
      head: ownData.until,
      cell: ({ at }: ErasureStep) => (at === null ? '' : format.date(new Date(at))),
    },
    {
      key: 'need',
      head: ownData.reason,
      cell: ({ need }: ErasureStep) => (need === null ? '' : needName(need, words)),
    },
  ]
  return (
    <Table
      caption={caption}
      captionUnseen
      rows={steps}
      rowKey={(row) => `${row.what} ${row.at}`}
      columns={isLater ? [...columns, ...dates] : columns}
    />
  )
}

/** The last page: what is gone is gone. */
export function ErasedPage({ view, origins }: { view: View; origins: Origins }) {
  const { ownData, shell } = view.words
  return (
    <PlainShell view={view} origins={origins} title={ownData.erased}>
      <div class="empty">
        <div class="empty-ornament" aria-hidden="true" />
        <h1>{ownData.erased}</h1>
        <p class="soft">{ownData.erasedHint}</p>
        <Buttons>
          <LinkButton href={`${origins.shop}/`}>{shell.backToShop}</LinkButton>
        </Buttons>
      </div>
    </PlainShell>
  )
}
