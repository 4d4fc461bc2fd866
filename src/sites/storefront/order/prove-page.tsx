import { LinkButton } from '#sites/ui/parts/button.tsx'
import type { View } from '#sites/ui/view.ts'
import type { Origins } from '../needs.ts'
import { paths } from '../paths.ts'
import { ShopPage } from '../shop-page.tsx'

/**
 * What another browser gets, whether there is such an order or not: two ways to prove that it
 * is one's own.
 */
export function ProvePage(props: { view: View; origins: Origins; order: string }) {
  const { view, origins, order } = props
  const { words } = view
  return (
    <ShopPage view={view} origins={origins} title={words.order.proveTitle} noindex>
      <div class="stack column column-centre">
        <div class="page-head">
          <h1>{words.order.proveTitle}</h1>
          <p class="lead">{words.order.proveLead}</p>
        </div>
        <div class="buttons">
          <LinkButton href={paths.orderAccess(order)} rel="nofollow">
            {words.order.proveByCode}
          </LinkButton>
          <LinkButton kind="quiet" href={paths.signIn(paths.order(order))} rel="nofollow">
            {words.order.proveBySignIn}
          </LinkButton>
        </div>
      </div>
    </ShopPage>
  )
}
