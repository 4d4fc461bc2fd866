import { useView } from '../view.ts'

export type StepData = { text: string; state: 'done' | 'now' | 'next' }

/** Where one is in a sequence of pages. */
export function Steps({ steps }: { steps: readonly StepData[] }) {
  const { words } = useView()
  return (
    <nav aria-label={words.shell.steps}>
      <ol class="steps">
        {steps.map((step) => (
          <li
            key={step.text}
            class={step.state === 'next' ? 'step' : `step step-${step.state}`}
            aria-current={step.state === 'now' ? 'step' : undefined}
          >
            {step.text}
            {step.state === 'done' ? <span class="unseen"> ({words.shell.stepDone})</span> : null}
          </li>
        ))}
      </ol>
    </nav>
  )
}

const checkoutOrder = ['cart', 'details', 'pay', 'done'] as const
export type CheckoutStep = (typeof checkoutOrder)[number]

/** Cart, details, payment, done: the same four on every site a purchase passes. */
export function CheckoutSteps({ now }: { now: CheckoutStep }) {
  const { words } = useView()
  const at = checkoutOrder.indexOf(now)
  const texts = {
    cart: words.checkout.stepCart,
    details: words.checkout.stepDetails,
    pay: words.checkout.stepPay,
    done: words.checkout.stepDone,
  }
  const steps = checkoutOrder.map((step, index): StepData => {
    if (index === at) return { text: texts[step], state: 'now' }
    return { text: texts[step], state: index < at ? 'done' : 'next' }
  })
  return <Steps steps={steps} />
}

export type Crumb = { text: string; href?: string; lang?: string }

/** The way back up. The last one is this page and no link. */
export function Breadcrumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  const { words } = useView()
  return (
    <nav aria-label={words.shell.youAreHere}>
      <ol class="crumbs">
        {crumbs.map((crumb) => (
          <li key={crumb.text}>
            {crumb.href ? (
              <a href={crumb.href} lang={crumb.lang}>
                {crumb.text}
              </a>
            ) : (
              <span aria-current="page" lang={crumb.lang}>
                {crumb.text}
              </span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}

export type TabLink = { text: string; href: string; current?: boolean; count?: number }

/** Sisters of this page, as links. */
export function Tabs({ tabs, label }: { tabs: readonly TabLink[]; label: string }) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map((tab) => (
        <a key={tab.href} href={tab.href} aria-current={tab.current ? 'page' : undefined}>
          {tab.text}
          {tab.count === undefined ? null : <span class="faint figures">{tab.count}</span>}
        </a>
      ))}
    </nav>
  )
}

export type PaginationProps = { page: number; pages: number; hrefOf: (page: number) => string }

/** Numbered pages: the neighbours, the first and the last. Nothing for a single page. */
export function Pagination({ page, pages, hrefOf }: PaginationProps) {
  const { words } = useView()
  if (pages <= 1) return null
  return (
    <nav class="pages" aria-label={words.shell.pages}>
      {page > 1 ? (
        <a href={hrefOf(page - 1)} rel="prev">
          {words.shell.previous}
        </a>
      ) : null}
      {shownPages(page, pages).map((one) => {
        if (typeof one === 'string') return <span key={one}>…</span>
        if (one === page) return <PageHere key={one} page={one} />
        return (
          <a key={one} href={hrefOf(one)} aria-label={words.shell.page(one)}>
            {one}
          </a>
        )
      })}
      {page < pages ? (
        <a href={hrefOf(page + 1)} rel="next">
          {words.shell.next}
        </a>
      ) : null}
    </nav>
  )
}

export type CursorPagesProps = { previous?: string; next?: string }

/** Where only the neighbours are known. */
export function CursorPages({ previous, next }: CursorPagesProps) {
  const { words } = useView()
  if (!previous && !next) return null
  return (
    <nav class="pages" aria-label={words.shell.pages}>
      {previous ? (
        <a href={previous} rel="prev">
          {words.shell.previous}
        </a>
      ) : null}
      {next ? (
        <a href={next} rel="next">
          {words.shell.next}
        </a>
      ) : null}
    </nav>
  )
}

function PageHere({ page }: { page: number }) {
  const { words } = useView()
  return (
    <span aria-current="page">
      <span class="unseen">{words.shell.page(page)}</span>
      <span aria-hidden="true">{page}</span>
    </span>
  )
}

function shownPages(page: number, pages: number): (number | string)[] {
  const near = [1, page - 1, page, page + 1, pages].filter((one) => one >= 1 && one <= pages)
  const sorted = [...new Set(near)].sort((a, b) => a - b)
  return sorted.flatMap((one, index) => {
    const before = sorted[index - 1]
    return before !== undefined && one - before > 1 ? [`gap-${one}`, one] : [one]
  })
}
