import type { ComponentChildren } from 'preact'
import type { OwnedFile } from '#market/downloads/queries.ts'
import type { OrderFacts, ShownLine } from '#market/orders/queries.ts'
import { Button, LinkButton } from '#sites/ui/parts/button.tsx'
import { DefinitionList } from '#sites/ui/parts/lists.tsx'
import { Notice } from '#sites/ui/parts/notice.tsx'
import { type OrderLineData, OrderLines, Sum } from '#sites/ui/parts/order-lines.tsx'
import { CopyCode } from '#sites/ui/parts/small.tsx'
import { CheckoutSteps } from '#sites/ui/parts/way.tsx'
import type { View } from '#sites/ui/view.ts'
import type { Origins } from '../needs.ts'
import { paths } from '../paths.ts'
import { pages, posts } from '../routes.ts'
import { ShopPage } from '../shop-page.tsx'
import { pictureData } from '../shown.ts'
import { FileList } from './file-list.tsx'

export interface OrderPageProps {
  view: View
  origins: Origins
  facts: OrderFacts
  lines: ShownLine[]
  files: OwnedFile[]
  /** The cart's version by which the payment can be taken up again from here. */
  again: number | undefined
}

/** Seconds between two looks of a page without script; konbini money takes its time. */
const lookAgainSeconds = { card: 4, wallet: 4, konbini: 60 } as const

/** How an order stands, what can be done about it, and its files once it is paid. */
export function OrderPage(props: OrderPageProps) {
  const { view, origins, facts, lines } = props
  const { words, format } = view
  const isPaid = facts.paidAt !== null
  return (
    <ShopPage
      view={view}
      origins={origins}
      title={words.order.title}
      noindex
      islands={isWaiting(facts) ? ['order-state.js'] : []}
      refreshSeconds={isWaiting(facts) ? secondsOf(facts) : undefined}
    >
      <div class="stack" data-order-state={facts.state} data-order={facts.id}>
        {isPaid ? <CheckoutSteps now="done" /> : null}
        <Standing {...props} />
        <div class="split">
          <OrderLines lines={lines.map((line) => lineData(props, line))} />
          <div class="panel split-aside">
            <Sum
              rows={[]}
              total={{
                text: words.shell.total,
                amount: { amount: facts.total, currency: facts.currency },
              }}
            />
            <DefinitionList
              facts={[
                {
                  term: words.order.number,
                  detail: <CopyCode code={facts.id} label={words.order.number} />,
                },
                { term: words.order.placed, detail: format.dateTime(facts.heldAt) },
                { term: words.order.paidOn, detail: facts.paidAt && format.dateTime(facts.paidAt) },
              ]}
            />
            {isPaid ? <PaidWays {...props} /> : null}
          </div>
        </div>
      </div>
    </ShopPage>
  )
}

/** What only the accounts host can show of a paid order, because people are named in it. */
function PaidWays({ view, origins, facts, lines }: OrderPageProps) {
  const { order } = view.words
  const at = `${origins.account}/orders/${facts.id}`
  return (
    <>
      <p>
        <a href={`${at}/receipt`}>{order.openReceipt}</a>
      </p>
      {lines.some(({ ships }) => ships) ? (
        <p>
          <a href={`${at}/parcel`}>{order.parcel}</a>
        </p>
      ) : null}
      <p>
        <a href={`${at}/messages`}>{order.askSeller}</a>
      </p>
      <p class="soft small">{order.otherBrowser}</p>
    </>
  )
}

function isWaiting({ state }: OrderFacts): boolean {
  return state === 'held' || state === 'awaiting-payment'
}

function secondsOf({ method }: OrderFacts): number {
  return method === 'konbini' ? lookAgainSeconds.konbini : lookAgainSeconds.card
}

function Standing(props: OrderPageProps) {
  const { view, facts } = props
  const { words, format } = view
  const amount = (of: typeof facts.total) => format.money({ amount: of, currency: facts.currency })
  switch (facts.state) {
    case 'paid':
    case 'partly-refunded':
      return (
        <>
          <Head title={words.order.thanks} lead={words.order.thanksLead} />
          {facts.refunded > 0n ? (
            <Notice tone="info">{words.order.refundedHint(amount(facts.refunded))}</Notice>
          ) : null}
          {facts.refundPending > 0n ? <Notice>{words.order.refundUnderWay}</Notice> : null}
        </>
      )
    case 'refunded':
      return (
        <Head
          title={words.order.refunded}
          lead={words.order.refundedHint(amount(facts.refunded))}
        />
      )
    case 'awaiting-payment':
      return <Awaiting {...props} />
    case 'held':
      return (
        <Head
          title={words.order.heldTitle}
          lead={words.order.heldHint(format.dateTime(facts.holdUntil))}
        >
          <GoOn {...props} text={words.order.goOn} />
        </Head>
      )
    case 'failed':
      return (
        <Head title={words.pay.failed} lead={words.pay.failedHint} isBad>
          <GoOn {...props} text={words.pay.tryAgain} />
        </Head>
      )
    case 'late-refunding':
      return <Head title={words.order.lateTitle} lead={words.order.lateHint} />
    case 'released':
      return (
        <Head title={words.order.expired} lead={words.order.expiredHint}>
          <LinkButton href={pages.cart.path}>{words.order.toCart}</LinkButton>
        </Head>
      )
  }
}

function Awaiting(props: OrderPageProps) {
  const { view, facts } = props
  const { words } = view
  if (facts.method === 'konbini') {
    return (
      <Head title={words.order.waitingTitle} lead={words.order.waitingSlip}>
        {facts.slip ? <SlipFacts view={view} slip={facts.slip} /> : null}
        <GoOn {...props} text={facts.slip ? words.order.goToSlip : words.order.goOn} />
      </Head>
    )
  }
  return (
    <Head title={words.pay.checking} lead={words.pay.checkingHint}>
      <div class="buttons">
        <LinkButton kind="quiet" href={paths.order(facts.id)}>
          {words.pay.checkAgain}
        </LinkButton>
        <GoOn {...props} text={words.order.goOn} />
      </div>
    </Head>
  )
}

/** What to say at the counter, and until when. */
function SlipFacts({ view, slip }: { view: View; slip: NonNullable<OrderFacts['slip']> }) {
  const { words, format } = view
  return (
    <div class="panel">
      <DefinitionList
        facts={[
          {
            term: words.order.slipNumber,
            detail: <CopyCode code={slip.number} label={words.order.slipNumber} />,
          },
          { term: words.order.slipShop, detail: slip.shop },
          { term: words.order.slipBefore, detail: format.dateTime(slip.payBefore) },
        ]}
      />
    </div>
  )
}

interface HeadProps {
  title: string
  lead: string
  isBad?: boolean
  children?: ComponentChildren
}

function Head({ title, lead, isBad, children }: HeadProps) {
  return (
    <div class="stack stack-tight" role={isBad ? 'alert' : undefined}>
      <div class="page-head">
        <h1>{title}</h1>
        <p class="lead">{lead}</p>
      </div>
      {children}
    </div>
  )
}

/** Takes the same cart to the checkout again, which answers with the same order. */
function GoOn({ again, text }: OrderPageProps & { text: string }) {
  if (again === undefined) return null
  return (
    <form method="post" action={posts.checkout.path}>
      <input type="hidden" name="version" value={again} />
      <Button>{text}</Button>
    </form>
  )
}

function lineData(props: OrderPageProps, line: ShownLine): OrderLineData {
  const { view, facts, files } = props
  const own = files.filter((file) => file.position === line.position)
  return {
    key: String(line.position),
    title: line.title,
    language: line.language,
    href: paths.work(line.work),
    creator: line.sellerName,
    price: { amount: line.price, currency: facts.currency },
    cover: line.cover ? pictureData(line.cover) : undefined,
    note: noteOf(view, line, own, facts.id),
  }
}

function noteOf(view: View, line: ShownLine, files: OwnedFile[], order: string) {
  if (line.revokedAt) return <p class="soft">{view.words.order.lineEnded}</p>
  if (!line.grantedAt) return undefined
  if (files.length === 0) return <p class="soft">{view.words.order.notReady}</p>
  return <FileList view={view} files={files} order={order} />
}
