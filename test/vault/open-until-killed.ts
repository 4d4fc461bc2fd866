// Started by opening-kills.test.ts: opens everything that can be opened, over and over, says what
// was answered, and dies where it is told to.
import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { systemClock } from '#lib/clock.ts'
import { systemIds } from '#lib/ids.ts'
import { systemRandom } from '#lib/random.ts'
import { isRefusal } from '#lib/refusal.ts'
import { armStopPoint } from '#lib/stop-point.ts'
import { vaultHandlers } from '#trust/answers/handlers.ts'
import { Disclosures } from '#trust/disclosures/disclosures.ts'
import { actHash } from '#trust/identity/acts.ts'
import { fileProvider } from '#trust/vault/ring.ts'
import { openVault } from '#trust/vault/server.ts'
import { Authenticator } from './authenticator.ts'
import { settings, type TestVault } from './open-vault.ts'
import { browser, inTime, nextLetter, paid, passkeyFor, sellerIn, signIn } from './people.ts'

const [databaseUrl = '', folder = '', stop = '', mark = '', confirmed = ''] = process.argv.slice(2)
/** A list of people that an operator confirmed, who is signed in, and a link for another one. */
const osamu: { session: string; people: string[]; pass: string; link: string } =
  JSON.parse(confirmed)
const clock = systemClock
const vault = await openVault({
  databaseUrl,
  keysFolder: join(folder, 'keys'),
  logFolder: join(folder, 'log'),
  logOrigin: 'localhost/log',
  provider: fileProvider,
  settings,
  clock,
  random: systemRandom,
  newId: systemIds,
  onLost: () => process.exit(1),
})
const town = { ask: await vaultHandlers(vault), clock, vault } as unknown as TestVault
const { accounts, console: desk, payments, mailer } = town.ask
const { takeLetter } = mailer
const { answerCode } = accounts
mailer.takeLetter = async (want, context) => {
  const taken = await takeLetter(want, context)
  if (taken.letter) say('letter')
  return taken
}
accounts.answerCode = async (want, context) => {
  const signedIn = await answerCode(want, context)
  say('mailbox-proven')
  return signedIn
}

/** Each is answered and many are, then it dies at the next of the many openings under way. */
const answersBefore = 30
const answered = new Set<string>()
let answers = Number.NEGATIVE_INFINITY
let isArmed = false

function say(purpose: string): void {
  process.stdout.write(`${purpose}\n`)
  answers += 1
  answered.add(purpose)
  if (isArmed || answers < answersBefore || !wanted.every((each) => answered.has(each))) return
  isArmed = true
  // Without a stop point it is killed from outside, wherever it is.
  if (stop === '') process.stdout.write('all\n')
  else armStopPoint(stop, mark)
}

const { session } = await signIn(town, `${randomUUID()}@people.example`)
await passkeyFor(town, session)
const shop = await sellerIn(town, `${randomUUID()}@people.example`)
const { seller } = shop
const order = randomUUID()
const bound = { order, session, address: null, receiptName: 'A. Buyer', locale: 'en' } as const
await accounts.bindOrder(bound, inTime)
await paid(town, order)
const postal = {
  form: 'foreign',
  name: 'A. Buyer',
  country: 'FR',
  postalCode: '75001',
  region: '',
  city: 'Paris',
  street: '1 rue',
  building: '',
  phone: '',
} as const
await accounts.keepAddress({ session, replaces: null, address: postal }, inTime)
const recipient = { ...postal, note: '' }
const holder = { order, session, orderAccess: null }
await accounts.setRecipient({ ...holder, payTicket: null, sellers: [seller], recipient }, inTime)
const talk = { ...holder, seller, as: 'buyer' } as const
await accounts.writeMessage({ ...talk, text: 'hello' }, inTime)
const answer = { order, orderAccess: null, seller, session: shop.session, as: 'seller' } as const
const [message] = (await accounts.messagesOf(answer, inTime)).messages.map(({ id }) => id)
await accounts.reportMessage({ ...answer, message: message!, reason: 'spam' }, inTime)
const hana = await operatorBy(Buffer.from(osamu.link, 'base64url'))
const bank = { bank: '0001', bankName: 'Bank', branch: '001', branchName: 'Main' }
const account = { ...bank, type: 'ordinary', number: '1234567', holder: 'SHOP' } as const
const act = { kind: 'set-payout-account', seller, account, taxNumber: null } as const
const where = { session: shop.session, seller, account, taxNumber: null, locale: 'en' } as const
await accounts.setPayoutAccount({ ...where, assertion: await shop.confirm(act) }, inTime)

async function label(): Promise<void> {
  const wish = { kind: 'open-labels', seller, orders: [order] } as const
  const given = await accounts.actChallenge({ session: shop.session, act: actHash(wish) }, inTime)
  const assertion = shop.device.answer(given)
  await accounts.labelsFor({ session: shop.session, seller, orders: [order], assertion }, inTime)
}

async function operatorBy(link: Buffer) {
  const device = new Authenticator(settings.consoleOrigin)
  const enrolment = device.enrol(await desk.operatorEnrolChallenge({ link }, inTime))
  const want = { link, name: 'Hana', address: `${randomUUID()}@people.example`, enrolment, browser }
  const { session } = await desk.enrolOperator(want, inTime)
  return { session, device }
}

async function reportedMessage(): Promise<void> {
  const { session, device } = hana
  const act = actHash({ kind: 'open-reported-message', message: message! })
  const assertion = device.answer(await desk.operatorActChallenge({ session, act }, inTime))
  await desk.openReportedMessage({ session, message: message!, assertion }, inTime)
}

const everything: Record<string, () => unknown> = {
  receipt: () => accounts.receiptOf(holder, inTime),
  'my-contact': () => accounts.myContact({ session }, inTime),
  'my-records': () => accounts.myRecords({ session, after: null }, inTime),
  'my-passkeys': () => accounts.myPasskeys({ session }, inTime),
  'my-book': () => accounts.myBook({ session }, inTime),
  label,
  parcel: () => accounts.myParcels(holder, inTime),
  message: () => accounts.messagesOf(talk, inTime),
  'reported-message': reportedMessage,
  'my-payout-account': () => accounts.myPayoutAccount({ session: shop.session, seller }, inTime),
  payout: () => payments.payoutAccounts({ payout: randomUUID(), sellers: [seller] }, inTime),
  disclosure: () => new Disclosures(vault.core).of({ seller }),
  operators: () => desk.operators({ session: Buffer.from(osamu.session, 'base64') }, inTime),
  recipients,
}
const wanted = [...Object.keys(everything), 'letter', 'mailbox-proven', 'address-changed']

async function recipients(): Promise<void> {
  const { people } = osamu
  const [who, pass] = [Buffer.from(osamu.session, 'base64'), Buffer.from(osamu.pass, 'base64')]
  await desk.openRecipients({ session: who, people, pass }, inTime)
}

/** Each signs in and moves to another mailbox; one after the other, as all share the letters. */
async function signInForever(): Promise<void> {
  for (;;) {
    const member = await signIn(town, `${randomUUID()}@people.example`)
    const browserSecret = randomBytes(16)
    const mine = { session: member.session, browserSecret }
    const address = `${randomUUID()}@people.example`
    const asked = { ...mine, address, locale: 'en', source: randomUUID() } as const
    const { attempt } = await accounts.startAddressChange(asked, inTime)
    const code = await letterWith(/^ {4}(\S{4} \S{4})$/m)
    await accounts.answerAddressChange({ ...mine, attempt, code }, inTime)
    const link = await letterWith(/link=([A-Za-z0-9_-]{43})/)
    await accounts.takeAddressChange({ link: Buffer.from(link, 'base64url') }, inTime)
    say('address-changed')
  }
}

/** What stands in the first letter that has it; others may be on their way too. */
async function letterWith(pattern: RegExp): Promise<string> {
  for (;;) {
    const { text } = await nextLetter(town)
    const found = pattern.exec(text)?.[1]
    if (found) return found
  }
}

process.stdout.write('open\n')
answers = 0
await Promise.all([
  signInForever(),
  ...Object.entries(everything).map(async ([purpose, ask]) => {
    for (;;) {
      try {
        await ask()
      } catch (error) {
        if (isRefusal(error, 'over-quota')) return
        throw error
      }
      say(purpose)
    }
  }),
])
