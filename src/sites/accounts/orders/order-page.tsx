import { Button, Buttons, LinkButton } from '#sites/ui/parts/button.tsx'
import { type FormProblem, FormProblems } from '#sites/ui/parts/form.tsx'
import { DefinitionList } from '#sites/ui/parts/lists.tsx'
import { PageHead } from '#sites/ui/parts/page-head.tsx'
import type { View } from '#sites/ui/view.ts'
import type { Origins } from '../needs.ts'
import { PlainShell } from '../shell.tsx'
import { wordsOf } from '../words.ts'
import type { Aim } from './order.tsx'

interface OrderPageProps {
  view: View
  origins: Origins
  order: string
  isMember: boolean
}

/** For who holds the order: the way to its works, its receipt, and to keeping it in an account. */
export function OrderPage({ view, origins, order, isMember }: OrderPageProps) {
  const { words } = view
  const own = wordsOf(view.locale)
  return (
    <PlainShell view={view} origins={origins} title={words.order.title}>
      <div class="stack column column-centre">
        <h1>{words.order.title}</h1>
        <DefinitionList facts={[{ term: words.order.number, detail: order }]} />
        <Buttons>
          <LinkButton href={`${origins.shop}/orders/${order}/access`}>{own.toWorks}</LinkButton>
          <LinkButton kind="quiet" href={`/orders/${order}/receipt`}>
            {words.order.openReceipt}
          </LinkButton>
          <LinkButton kind="quiet" href={`/orders/${order}/messages`}>
            {words.order.askSeller}
          </LinkButton>
        </Buttons>
        {isMember ? null : (
          <section class="panel">
            <h2>{words.order.keep}</h2>
            <p class="soft">{own.keepOrder}</p>
            <LinkButton kind="quiet" href="/sign-in?return=/">
              {words.checkout.keepAccount}
            </LinkButton>
          </section>
        )}
      </div>
    </PlainShell>
  )
}

interface AskProps {
  view: View
  origins: Origins
  order: string
  aim: Aim
  problems: readonly FormProblem[]
}

/** Says nothing about the order, not even whether there is one, before the mailbox is proven. */
export function AskOrderCodePage({ view, origins, order, aim, problems }: AskProps) {
  const { words } = view
  const own = wordsOf(view.locale)
  return (
    <PlainShell view={view} origins={origins} title={own.askOrderTitle}>
      <div class="stack column column-centre">
        <PageHead title={own.askOrderTitle} lead={own.askOrder} />
        <FormProblems problems={problems} />
        <form class="panel" method="post" action={`/orders/${order}`}>
          <input type="hidden" name="state" value={aim.state} />
          <input type="hidden" name="to" value={aim.to} />
          <DefinitionList facts={[{ term: words.order.number, detail: order }]} />
          <Button wide large>
            {words.signIn.sendCode}
          </Button>
        </form>
        <p class="soft">
          {words.checkout.haveAccount}{' '}
          <a href={`/sign-in?return=/orders/${order}`}>{words.signIn.title}</a>
        </p>
      </div>
    </PlainShell>
  )
}
