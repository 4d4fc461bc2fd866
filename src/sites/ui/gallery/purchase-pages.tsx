import { yen } from '#lib/money.ts'
import type { GalleryPage } from '../gallery.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { Checkbox, RadioCards } from '../parts/choice.tsx'
import { PauseNotice } from '../parts/error-page.tsx'
import { Field } from '../parts/field.tsx'
import { CodeInput, FormBody } from '../parts/form.tsx'
import { Sum } from '../parts/order-lines.tsx'
import { CheckoutSteps } from '../parts/way.tsx'
import { AccountShell } from '../shells/desk-shell.tsx'
import { PayShell } from '../shells/pay-shell.tsx'
import { noon, type Stage } from './stage.ts'

export const purchasePages: Readonly<Record<string, GalleryPage>> = {
  'sign-in': (stage) => <SignIn stage={stage} />,
  'sign-in-code': (stage) => <SignInCode stage={stage} />,
  'checkout-details': (stage) => <Details stage={stage} />,
  pay: (stage) => <Pay stage={stage} />,
  'pay-paused': (stage) => <Paused stage={stage} />,
}

function SignIn({ stage }: { stage: Stage }) {
  const { view } = stage
  const { words } = view
  return (
    <AccountShell view={view} title={words.signIn.title} homeHref="#" nav={[]}>
      <div class="stack column column-centre">
        <header class="page-head">
          <h1>{words.signIn.title}</h1>
          <p class="soft">{words.signIn.lead}</p>
        </header>
        <div class="panel">
          <Button type="button" wide large>
            {words.signIn.withPasskey}
          </Button>
          <p class="soft small">{words.signIn.passkeyHint}</p>
          <p class="or">{words.signIn.or}</p>
          <form method="post">
            <FormBody>
              <Field
                name="email"
                type="email"
                label={words.signIn.email}
                autocomplete="email webauthn"
                required
              />
              <Button kind="quiet" wide>
                {words.signIn.withCode}
              </Button>
            </FormBody>
          </form>
        </div>
      </div>
    </AccountShell>
  )
}

function SignInCode({ stage }: { stage: Stage }) {
  const { view } = stage
  const { words } = view
  return (
    <AccountShell view={view} title={words.signIn.codeTitle} homeHref="#" nav={[]}>
      <div class="stack column column-centre">
        <h1>{words.signIn.codeTitle}</h1>
        <p class="soft">{words.signIn.codeSent}</p>
        <form class="panel" method="post">
          <FormBody>
            <CodeInput
              name="code"
              label={words.signIn.code}
              hint={words.signIn.codeHint}
              value="K7QM2X9"
              problem={words.signIn.triesLeft(4)}
            />
            <Button wide>{words.signIn.codeSubmit}</Button>
          </FormBody>
        </form>
        <LinkButton kind="plain" href="#again">
          {words.signIn.sendAgain}
        </LinkButton>
      </div>
    </AccountShell>
  )
}

function Details({ stage }: { stage: Stage }) {
  const { view } = stage
  const { words } = view
  return (
    <AccountShell view={view} title={words.checkout.title} homeHref="#" nav={[]}>
      <CheckoutSteps now="details" />
      <header class="page-head">
        <h1>{words.checkout.title}</h1>
        <p class="soft">{words.checkout.lead}</p>
      </header>
      <form class="panel" method="post">
        <FormBody>
          <Field
            name="email"
            type="email"
            label={words.checkout.email}
            hint={words.checkout.emailHint}
            autocomplete="email"
            required
          />
          <Field
            name="receiptName"
            label={words.checkout.receiptName}
            hint={words.checkout.receiptNameHint}
            optional
          />
          <Checkbox
            name="keep"
            label={words.checkout.keepAccount}
            hint={words.checkout.keepAccountHint}
          />
          <Sum rows={[]} total={{ text: words.checkout.amount, amount: yen(7480) }} />
          <p class="small soft">{words.checkout.agree}</p>
          <Button wide large>
            {words.checkout.continue}
          </Button>
        </FormBody>
      </form>
    </AccountShell>
  )
}

function Pay({ stage }: { stage: Stage }) {
  const { view } = stage
  const { words, format } = view
  return (
    <PayShell view={view} title={words.pay.title} homeHref="#">
      <CheckoutSteps now="pay" />
      <header class="page-head">
        <h1>{words.pay.title}</h1>
        <p class="soft">{words.pay.lead}</p>
      </header>
      <form class="panel" method="post">
        <FormBody>
          <p class="row row-spread row-base">
            <span>{words.pay.amount}</span>
            <strong class="price price-large">{format.money(yen(7480))}</strong>
          </p>
          <RadioCards
            name="method"
            label={words.pay.method}
            required
            value="card"
            choices={[
              { value: 'card', text: words.pay.card, hint: words.pay.cardHint },
              { value: 'konbini', text: words.pay.konbini, hint: words.pay.konbiniHint },
              {
                value: 'wallet',
                text: words.pay.wallet,
                hint: words.pay.walletHint,
                disabled: true,
              },
            ]}
          />
          <Button wide large>
            {words.pay.proceed}
          </Button>
          <p class="small soft">{words.pay.providerNote('provider.example')}</p>
        </FormBody>
      </form>
      <p class="small">
        <a href="#elsewhere">{words.pay.elsewhere}</a>
      </p>
    </PayShell>
  )
}

function Paused({ stage }: { stage: Stage }) {
  const { view } = stage
  return (
    <PayShell view={view} title={view.words.pay.pausedTitle} homeHref="#">
      <PauseNotice since={noon}>
        <LinkButton kind="quiet" href="#cart">
          {view.words.checkout.backToCart}
        </LinkButton>
      </PauseNotice>
    </PayShell>
  )
}
