import { yen } from '#lib/money.ts'
import type { GalleryPage } from '../gallery.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { EmptyState, Notice } from '../parts/notice.tsx'
import { OrderLines, Sum } from '../parts/order-lines.tsx'
import { CheckoutSteps } from '../parts/way.tsx'
import { ShopShell } from '../shells/shop-shell.tsx'
import { type Stage, sampleLinks, sampleWorks } from './stage.ts'

export const cartPages: Readonly<Record<string, GalleryPage>> = {
  'shop-cart': (stage) => <CartPage stage={stage} />,
  'shop-cart-empty': (stage) => <EmptyCart stage={stage} />,
}

function CartPage({ stage }: { stage: Stage }) {
  const { view } = stage
  const { words } = view
  const lines = sampleWorks(stage, 4).map((work) => ({
    key: work.id,
    title: work.title,
    language: work.language,
    href: work.href,
    creator: work.creator,
    price: work.price,
    cover: work.cover,
    end: (
      <Button kind="plain" label={words.cart.removeNamed(work.title)}>
        {words.cart.remove}
      </Button>
    ),
  }))
  return (
    <ShopShell view={view} links={sampleLinks(stage)} title={words.cart.title} noindex>
      <div class="stack">
        <CheckoutSteps now="cart" />
        <h1>{words.cart.title}</h1>
        <Notice tone="warning">
          {words.cart.priceChanged('雪の夜の図書館', '1,000円', '1,200円')}
        </Notice>
        <div class="split">
          <OrderLines lines={lines} />
          <div class="panel split-aside">
            <Sum
              rows={[
                { text: words.cart.subtotal, amount: yen(7480) },
                { text: words.cart.tax('10%'), amount: yen(680) },
              ]}
              total={{ text: words.cart.total, amount: yen(7480) }}
            />
            <Button wide large>
              {words.cart.checkout}
            </Button>
            <p class="soft small">{words.cart.holdHint}</p>
          </div>
        </div>
      </div>
    </ShopShell>
  )
}

function EmptyCart({ stage }: { stage: Stage }) {
  const { view } = stage
  const { words } = view
  return (
    <ShopShell view={view} links={sampleLinks(stage)} title={words.cart.title} noindex>
      <h1>{words.cart.title}</h1>
      <EmptyState title={words.cart.empty} hint={words.cart.emptyHint}>
        <LinkButton href="#all">{words.cart.browse}</LinkButton>
      </EmptyState>
    </ShopShell>
  )
}
