import { yen } from '#lib/money.ts'
import type { GalleryPage } from '../gallery.tsx'
import { Button, Buttons, LinkButton } from '../parts/button.tsx'
import { Checkbox, RadioCards, Select } from '../parts/choice.tsx'
import { Confirm } from '../parts/confirm.tsx'
import { ErrorBody, PauseNotice } from '../parts/error-page.tsx'
import { Field, TextArea } from '../parts/field.tsx'
import { CodeInput, FieldSet, FormBody, FormProblems, problemOf } from '../parts/form.tsx'
import { Sum } from '../parts/order-lines.tsx'
import { CheckoutSteps } from '../parts/way.tsx'
import { AccountShell } from '../shells/desk-shell.tsx'
import { PayShell } from '../shells/pay-shell.tsx'
import { noon, type Stage } from './stage.ts'

export const formPages: Readonly<Record<string, GalleryPage>> = {
  'form-empty': (stage) => <EveryField stage={stage} wrong={false} />,
  'form-refused': (stage) => <EveryField stage={stage} wrong />,
  'sign-in': (stage) => <SignIn stage={stage} />,
  'sign-in-code': (stage) => <SignInCode stage={stage} />,
  'checkout-details': (stage) => <Details stage={stage} />,
  pay: (stage) => <Pay stage={stage} />,
  'pay-paused': (stage) => <Paused stage={stage} />,
  confirm: (stage) => <ConfirmErase stage={stage} />,
  'error-not-found': (stage) => <Failed stage={stage} code="not-found" />,
  'error-broken': (stage) => <Failed stage={stage} code="broken" />,
  'error-away': (stage) => <Failed stage={stage} code="provider-away" />,
}

function EveryField({ stage, wrong }: { stage: Stage; wrong: boolean }) {
  const { view } = stage
  const { words } = view
  const problems = wrong
    ? [
        { field: 'title', text: words.fields.missing(words.studio.workTitle) },
        { field: 'category', text: words.fields.choose(words.studio.category) },
        { field: 'price', text: words.fields.wholeNumber },
        { field: 'description', text: words.refusals['personal-data'] },
      ]
    : []
  return (
    <AccountShell view={view} title={words.studio.newWork} homeHref="#" nav={[]}>
      <h1>{words.studio.newWork}</h1>
      <FormProblems problems={problems} />
      <form method="post">
        <FormBody>
          <Field
            name="title"
            label={words.studio.workTitle}
            required
            maxlength={200}
            problem={problemOf(problems, 'title')}
          />
          <TextArea
            name="description"
            label={words.studio.description}
            hint={words.studio.descriptionHint}
            value={wrong ? 'aiko@example.jp' : ''}
            problem={problemOf(problems, 'description')}
          />
          <Select
            name="category"
            label={words.studio.category}
            size="middle"
            required
            prompt="—"
            choices={Object.entries(words.categories).map(([value, text]) => ({ value, text }))}
            problem={problemOf(problems, 'category')}
          />
          <Field
            name="price"
            label={words.studio.price}
            hint={words.studio.priceHint}
            inputmode="numeric"
            size="short"
            unit={words.shell.yen}
            value={wrong ? '千二百' : '1200'}
            problem={problemOf(problems, 'price')}
          />
          <Field
            name="stock"
            label={words.studio.stock}
            hint={words.studio.stockHint}
            optional
            size="short"
          />
          <FieldSet legend={words.studio.pictures} hint={words.studio.picturesHint}>
            <Field name="cover" type="file" label={words.studio.cover} accept="image/*" />
            <Checkbox
              name="sample"
              label={words.studio.samples}
              hint={words.studio.altHint}
              checked
            />
          </FieldSet>
          <Buttons>
            <Button>{words.studio.publish}</Button>
            <Button kind="quiet">{words.studio.save}</Button>
            <Button kind="danger">{words.studio.withdraw}</Button>
            <Button disabled>{words.studio.preview}</Button>
            <Button kind="plain">{words.shell.cancel}</Button>
          </Buttons>
        </FormBody>
      </form>
    </AccountShell>
  )
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

function ConfirmErase({ stage }: { stage: Stage }) {
  const { view } = stage
  const { words } = view
  return (
    <AccountShell view={view} title={words.ownData.planTitle} homeHref="#" nav={[]}>
      <Confirm
        title={words.ownData.planTitle}
        action="#"
        kind="danger"
        submit={words.ownData.planConfirm}
        cancel={words.ownData.planKeep}
        cancelHref="#"
      >
        <p>{words.ownData.planKeyNote}</p>
        <p>{words.ownData.planPurchases}</p>
      </Confirm>
    </AccountShell>
  )
}

function Failed({ stage, code }: { stage: Stage; code: 'not-found' | 'broken' | 'provider-away' }) {
  const { view } = stage
  return (
    <AccountShell view={view} title={code} homeHref="#" nav={[]}>
      <ErrorBody
        code={code}
        homeHref="#"
        retryHref={code === 'not-found' ? undefined : '#again'}
        reference="7f3a"
      />
    </AccountShell>
  )
}
