import { cartTotal, isReady, lineStanding } from '#market/carts/standing.ts'
import type { Cart, CartLine } from '#market/carts/types.ts'
import { Button, LinkButton } from '#sites/ui/parts/button.tsx'
import { EmptyState, Notice } from '#sites/ui/parts/notice.tsx'
import { type OrderLineData, OrderLines, Sum } from '#sites/ui/parts/order-lines.tsx'
import { CheckoutSteps } from '#sites/ui/parts/way.tsx'
import type { View } from '#sites/ui/view.ts'
import type { Origins } from '../needs.ts'
import { paths } from '../paths.ts'
import { pages, posts } from '../routes.ts'
import { ShopPage } from '../shop-page.tsx'
import { lineCover } from '../shown.ts'

/** What has just happened, said once above the lines. */
export type CartWord = 'added' | 'changed' | 'full' | 'sold-out'

interface CartPageProps {
  view: View
  origins: Origins
  cart: Cart | undefined
  word: CartWord | undefined
  holdMinutes: number
}

/** What lies in the cart, what became of it, and the way to the checkout. */
export function CartPage({ view, origins, cart, word, holdMinutes }: CartPageProps) {
  const { words } = view
  const lines = cart?.lines ?? []
  return (
    <ShopPage
      view={view}
      origins={origins}
      title={words.cart.title}
      noindex
      cartCount={lines.length}
    >
      {cart && lines.length > 0 ? (
        <div class="stack">
          <CheckoutSteps now="cart" />
          <div class="page-head">
            <h1>{words.cart.title}</h1>
            <p class="soft">{words.cart.works(lines.length)}</p>
          </div>
          <CartNews view={view} lines={lines} word={word} />
          <div class="split">
            <OrderLines lines={lines.map((line) => lineData(view, line))} />
            <CartSum view={view} cart={cart} holdMinutes={holdMinutes} />
          </div>
        </div>
      ) : (
        <EmptyCart view={view} />
      )}
    </ShopPage>
  )
}

function EmptyCart({ view: { words } }: { view: View }) {
  return (
    <div class="stack">
      <h1 class="unseen">{words.cart.title}</h1>
      <EmptyState title={words.cart.empty} hint={words.cart.emptyHint}>
        <LinkButton href={pages.works.path}>{words.cart.browse}</LinkButton>
      </EmptyState>
    </div>
  )
}

function CartNews({ view, lines, word }: { view: View; lines: CartLine[]; word?: CartWord }) {
  const { words, format } = view
  const changed = lines.filter((line) => lineStanding(line) !== 'ready')
  return (
    <>
      {word === 'added' && changed.length === 0 ? (
        <Notice tone="good">{words.cart.addedOne}</Notice>
      ) : null}
      {word === 'changed' ? <Notice tone="warning">{words.refusals['cart-changed']}</Notice> : null}
      {word === 'full' ? <Notice tone="warning">{words.cart.full}</Notice> : null}
      {changed.length > 0 ? (
        <Notice tone="warning" title={words.cart.newsTitle}>
          <ul>
            {changed.map((line) => (
              <li key={line.workId}>{newsOf(line)}</li>
            ))}
          </ul>
        </Notice>
      ) : null}
    </>
  )

  function newsOf(line: CartLine): string {
    const standing = lineStanding(line)
    if (standing === 'sold-out') return words.cart.soldOut(line.title)
    if (!line.now || standing === 'gone') return words.cart.goneNow(line.title)
    const [before, now] = [format.money(line.shown), format.money(line.now.price)]
    return words.cart.priceChanged(line.title, before, now)
  }
}

function lineData({ words }: View, line: CartLine): OrderLineData {
  const isOnSale = line.now && line.now.available !== 0
  return {
    key: line.workId,
    title: line.title,
    language: line.language,
    href: line.now ? paths.work(line.workId) : undefined,
    creator: line.now?.sellerName,
    price: line.now?.price ?? line.shown,
    cover: lineCover(line),
    note: isOnSale ? undefined : <span class="tone-warning">{words.cart.notCounted}</span>,
    end: (
      <form method="post" action={posts.takeOut.path}>
        <input type="hidden" name="work" value={line.workId} />
        <Button kind="plain" label={words.cart.removeNamed(line.title)}>
          {words.cart.remove}
        </Button>
      </form>
    ),
  }
}

interface CartSumProps {
  view: View
  cart: Cart
  holdMinutes: number
}

function CartSum({ view, cart, holdMinutes }: CartSumProps) {
  const { words } = view
  const total = cartTotal(cart)
  const isGoing = isReady(cart)
  const post = isGoing ? posts.checkout : posts.acceptChanges
  return (
    <div class="panel split-aside">
      <Sum rows={[]} total={{ text: words.cart.total, amount: total }} />
      <form method="post" action={post.path}>
        <input type="hidden" name="version" value={cart.version} />
        <Button wide large>
          {isGoing ? words.cart.checkout : words.cart.accept}
        </Button>
      </form>
      <p class="soft small">{words.cart.holdFor(holdMinutes)}</p>
      <p class="small">
        <a href={pages.works.path}>{words.cart.keepLooking}</a>
      </p>
    </div>
  )
}
