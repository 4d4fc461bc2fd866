import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type { CallContext } from '#lib/call/call.ts'
import { listHash } from '#trust/affected/client.ts'
import { type Act, actHash } from '#trust/identity/acts.ts'
import { Authenticator } from './authenticator.ts'
import { settings, type TestVault } from './open-vault.ts'

/** What everybody in these tests uses. */
export const browser = 'firefox-linux' as const

/** Handlers are given a deadline; these tests have time. */
export const inTime: CallContext = {
  deadline: Number.MAX_SAFE_INTEGER,
  gone: new AbortController().signal,
}

/** The next letter and its code, as its reader would type it. */
export async function nextLetter({ ask }: TestVault) {
  const { letter } = await ask.mailer.takeLetter({ waitMillis: 0 }, inTime)
  if (!letter) throw new Error('no letter is waiting')
  await ask.mailer.letterSent({ letter: letter.id }, inTime)
  return { ...letter, code: /^ {4}(\S{4} \S{4})$/m.exec(letter.text)?.[1] ?? '' }
}

/** Takes letters until none waits. */
export async function allLetters(town: TestVault) {
  const letters = []
  for (;;) {
    const { letter } = await town.ask.mailer.takeLetter({ waitMillis: 0 }, inTime)
    if (!letter) return letters
    await town.ask.mailer.letterSent({ letter: letter.id }, inTime)
    letters.push(letter)
  }
}

/** Signs in by mail, as one browser; makes the member the first time. */
export async function signIn(town: TestVault, address: string, source = randomUUID()) {
  await allLetters(town)
  const browserSecret = randomBytes(16)
  const { accounts } = town.ask
  const asked = { address, browserSecret, locale: 'en', source, known: null } as const
  const { attempt } = await accounts.startSignIn(asked, inTime)
  const { code } = await nextLetter(town)
  return accounts.answerCode({ attempt, browserSecret, code, browser }, inTime)
}

/** Carries a sign-in on to the shop, as its browser does. */
export async function goToShop(town: TestVault, session: Buffer) {
  const nonce = randomBytes(32)
  const state = createHash('sha256').update(nonce).digest('base64url')
  const want = { session, order: null, orderAccess: null, audience: 'storefront', state } as const
  const { code } = await town.ask.accounts.mintCode(want, inTime)
  return town.ask.storefront.exchangeCode({ code, nonce }, inTime)
}

/** A guest's order, bound and not yet paid. */
export async function guestOrder(town: TestVault, address: string, receiptName = '') {
  const order = randomUUID()
  const want = { order, session: null, address, receiptName, locale: 'ja' } as const
  await town.ask.accounts.bindOrder(want, inTime)
  return order
}

/** As payments tells it; the sellers are owed a share of it. */
export async function paid(
  town: TestVault,
  order: string,
  sellers: string[] = [],
  money = { amount: 1200n as never, currency: 'JPY', provider: 'sandbox', lines: 1 },
) {
  const fact = { order, intent: randomUUID(), ...money, paidAt: town.clock().getTime() }
  const orders = [{ ...fact, sellers }]
  await town.ask.payments.ordersPaid({ orders }, inTime)
}

/** As payments tells it of an order that cost nothing. */
export async function paidNothing(town: TestVault, order: string) {
  await paid(town, order, [], { amount: 0n as never, currency: 'JPY', provider: 'none', lines: 1 })
}

/** As payments tells it: all of an order's money went back. */
export async function givenBack(town: TestVault, order: string, settled: string[] = []) {
  const fact = { refund: randomUUID(), order, amount: 1200n as never, currency: 'JPY' }
  const refunds = [{ ...fact, refundedAt: town.clock().getTime(), settled }]
  await town.ask.payments.ordersRefunded({ refunds }, inTime)
}

/** A member's passkey, enrolled and ready. */
export async function passkeyFor(
  town: TestVault,
  session: Buffer,
  algorithm?: -7 | -8 | -257,
  counts = true,
) {
  const device = new Authenticator(settings.accountsOrigin, algorithm, counts)
  const challenge = await town.ask.accounts.enrolChallenge({ session }, inTime)
  const enrolment = device.enrol(challenge)
  await town.ask.accounts.enrolPasskey({ session, enrolment, locale: 'en' }, inTime)
  return device
}

/** The first operator, enrolled by the link. */
export async function firstOperator(town: TestVault, address = 'osamu@people.example') {
  const { link } = await town.ask.supervisor.firstOperatorLink(undefined, inTime)
  if (!link) throw new Error('there is an operator already')
  const device = new Authenticator(settings.consoleOrigin)
  const challenge = await town.ask.console.operatorEnrolChallenge({ link }, inTime)
  const want = { link, name: 'Osamu', address, enrolment: device.enrol(challenge), browser }
  const { session, operator } = await town.ask.console.enrolOperator(want, inTime)
  return { session, operator, device, link }
}

/** An operator's passkey over lists of people whose addresses are to be opened. */
export async function confirmedList(
  { ask }: TestVault,
  { session, device, lists }: { session: Buffer; device: Authenticator; lists: string[][] },
) {
  const hashes = lists.map(listHash)
  const wish = { requestId: randomUUID(), reason: 'the shop was broken into' }
  const hex = hashes.map((hash) => hash.toString('hex'))
  const act = actHash({ kind: 'open-recipients', ...wish, lists: hex })
  const assertion = device.answer(await ask.console.operatorActChallenge({ session, act }, inTime))
  const want = { session, ...wish, lists: hashes, assertion }
  return ask.console.confirmRecipients(want, inTime)
}

/** The link by which another operator enrols, from their letter. */
export async function invitation(
  town: TestVault,
  { session, device }: { session: Buffer; device: Authenticator },
  address: string,
) {
  await allLetters(town)
  const { console: desk } = town.ask
  const act = actHash({ kind: 'invite-operator', address })
  const assertion = device.answer(await desk.operatorActChallenge({ session, act }, inTime))
  await desk.inviteOperator({ session, address, locale: 'en', assertion }, inTime)
  const letters = await allLetters(town)
  const found = letters.map(({ text }) => /link=([A-Za-z0-9_-]{43})/.exec(text)?.[1]).find(Boolean)
  if (!found) throw new Error('no invitation came')
  return found
}

/** A seller with a published statement and a passkey, who can confirm any act. */
export async function sellerIn(town: TestVault, address: string) {
  const { accounts } = town.ask
  const { session, member } = await signIn(town, address)
  const device = await passkeyFor(town, session)
  const confirm = async (act: Act) =>
    device.answer(await accounts.actChallenge({ session, act: actHash(act) }, inTime))
  const seller = randomUUID()
  const fields = [{ name: 'business-name', value: '花屋' }]
  const assertion = await confirm({ kind: 'publish-disclosure', seller, fields })
  await accounts.publishDisclosure({ session, seller, fields, assertion }, inTime)
  return { session, member, seller, device, confirm }
}
