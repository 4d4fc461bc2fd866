import { randomBytes } from 'node:crypto'
import { townSellers } from '#db/seeds/town.ts'
import { disclosureFields } from '#sites/accounts/sellers/fields.ts'
import type { Answer } from '#test/cast/ask.ts'
import { type KeyHolder, makePasskey, sendWithPasskey } from '#test/cast/key-holder.ts'
import { nextCode } from '#test/cast/letters.ts'
import { newOperator } from '#test/cast/operator.ts'
import { bind, handOff, payByCard, takeToCheckout } from '#test/cast/purchase.ts'
import { proveOrder, signInByCode } from '#test/cast/sign-in.ts'
import type { Town } from '#test/cast/town.ts'
import type { Visitor } from '#test/cast/visitor.ts'
import type { Marks } from './marks.ts'
import { watched } from './watched.ts'

/** What was done, so that the test can look for what must be there and what must not. */
export interface Round {
  /** Personal fields that somebody filled with a mark or a code. */
  filled: Set<string>
  /** Addresses from which the marked people came. */
  addresses: string[]
  /** Pages on which their owners must find the marks again. */
  ownPages: Record<string, Answer>
  /** What the creator's shop is called, for all to read. */
  shopName: string
}

interface Needs {
  town: Town
  marks: Marks
  round: Round
  works: string[]
}

/** A guest, a buyer, a creator and an operator go through everything, marked wherever they type. */
export async function everybodyGoesRound(town: Town, marks: Marks): Promise<Round> {
  const shopName = `House of ${randomBytes(6).toString('hex')}`
  const round: Round = { filled: new Set(), addresses: [], ownPages: {}, shopName }
  const rows = await town.books.sql<{ id: string }>(
    'market',
    'select id from listings where available is null order by id limit 3',
  )
  const needs = { town, marks, round, works: rows.map(({ id }) => id) }
  const order = await guestBuys(needs)
  const talked = await buyerBuys(needs)
  await creatorStates(needs)
  await operatorGivesBack(needs, order, talked)
  return round
}

/** Whoever comes brings a mark in the name of their browser, too. */
function comer({ town, marks, round }: Needs): Visitor {
  const visitor = watched(town.visitor(), round.filled)
  const ask = visitor.ask
  visitor.ask = (url, wish) => {
    const agent = { 'user-agent': `Browser/${marks.tokens.latin}` }
    return ask(url, { ...wish, headers: { ...agent, ...wish.headers } })
  }
  round.addresses.push(visitor.address)
  return visitor
}

async function guestBuys(needs: Needs): Promise<string> {
  const { town, marks, round, works } = needs
  const guest = comer(needs)
  const address = marks.mailbox('guest')
  await guest.open(`${town.origins.shop}/search?${new URLSearchParams({ q: marks.name('term') })}`)
  const checkout = await takeToCheckout(guest, works.slice(0, 2))
  // Typed wrong first, in every way that a page answers differently.
  for (const wrong of [`${marks.tokens.latin}@@nowhere`, `${marks.tokens.latin}@gmial.com`]) {
    await bind(guest, checkout, { address: wrong, receiptName: marks.name('wrong') })
  }
  const bound = await bind(guest, checkout, { address, receiptName: marks.name('receipt') })
  const away = await handOff(guest, bound.location)
  await guest.follow(await payByCard(guest, away.location))
  const prover = comer(needs)
  const { order } = checkout
  await proveOrder(town, prover, { order, address })
  const path = `/orders/${order}/receipt`
  const receipt = await prover.open(`${town.origins.account}${path}`)
  const renamed = await prover.submit(receipt, path, { name: marks.name('new receipt') })
  round.ownPages.receipt = await prover.follow(renamed)
  return order
}

async function buyerBuys(needs: Needs): Promise<string> {
  const { town, marks, round, works } = needs
  const { account } = town.origins
  const buyer = comer(needs)
  await signInByCode(town, buyer, marks.mailbox('buyer'))
  await comesByPost(town, works[2]!)
  const checkout = await takeToCheckout(buyer, [works[2]!])
  const path = `/checkout/${checkout.order}`
  const parcel = { ...markedAddress(marks), country: 'JP', note: marks.name('note') }
  const named = { receiptName: marks.name('member'), ...parcel }
  const bound = await buyer.submit(checkout.page, path, named)
  const away = await handOff(buyer, bound.location)
  await buyer.follow(await payByCard(buyer, away.location, 'declined'))
  const again = await handOff(buyer, bound.location)
  await buyer.follow(await payByCard(buyer, again.location))
  await writeToEachOther(needs, buyer, { order: checkout.order, work: works[2]! })
  await keepsBook(needs, buyer)
  await saysAgainWhoTheyAre(needs, buyer)
  await movesMailbox(needs, buyer)
  await makePasskey(town, buyer, marks.name('key'))
  round.ownPages.data = await buyer.open(`${account}/data`)
  round.ownPages.exported = await buyer.submit(round.ownPages.data, '/data/export')
  for (const page of ['/', '/sessions', '/passkeys', '/data/openings']) {
    await buyer.open(`${account}${page}`)
  }
  const erasure = await buyer.open(`${account}/data/erasure`)
  await buyer.submit(erasure, '/data/erasure', { sure: 'yes' })
  return checkout.order
}

/** As if its seller had begun it so; a work that is listed does not become one otherwise. */
async function comesByPost({ books }: Town, work: string): Promise<void> {
  const trigger = 'trigger works_ship_or_not'
  await books.sql('market', `alter table works disable ${trigger}`)
  await books.sql('market', 'update works set ships = true where id = $1', [work])
  await books.sql('market', `alter table works enable ${trigger}`)
}

async function saysAgainWhoTheyAre({ town, marks }: Needs, buyer: Visitor): Promise<void> {
  const page = await buyer.open(`${town.origins.account}/sign-in/again?return=%2Fpasskeys`)
  let sent = page
  const code = await nextCode(town, marks.mailbox('buyer'), async () => {
    sent = await buyer.follow(await buyer.submit(page, '/sign-in/again'))
  })
  const back = await buyer.submit(sent, '/sign-in/again/code', { code })
  if (back.status !== 303) throw new Error(`not believed again: ${back.status} ${back.text}`)
}

async function movesMailbox({ town, marks }: Needs, buyer: Visitor): Promise<void> {
  const page = await buyer.open(`${town.origins.account}/mailbox`)
  const address = marks.mailbox('moved')
  let sent = page
  const code = await nextCode(town, address, async () => {
    sent = await buyer.follow(await buyer.submit(page, '/mailbox', { address }))
  })
  const done = await buyer.submit(sent, '/mailbox/code', { code })
  if (done.status !== 303) throw new Error(`no new mailbox: ${done.status} ${done.text}`)
}

/** The buyer asks, and the seller of the work answers. */
async function writeToEachOther(
  needs: Needs,
  buyer: Visitor,
  { order, work }: { order: string; work: string },
): Promise<void> {
  const { town, marks, round } = needs
  const { account } = town.origins
  const path = `/orders/${order}/messages`
  const page = await buyer.open(account + path)
  await buyer.follow(await buyer.submit(page, path, { text: marks.name('question') }))
  const [shop] = await town.books.sql<{ handle: string }>(
    'market',
    'select s.handle from listings w join sellers s on s.id = w.seller_id where w.id = $1',
    [work],
  )
  const seller = comer(needs)
  const { email } = townSellers.find(({ handle }) => handle === shop!.handle)!
  await signInByCode(town, seller, email)
  const talk = await seller.open(`${account}/seller/messages?order=${order}`)
  await seller.follow(await seller.submit(talk, '/seller/messages', { text: marks.name('answer') }))
  const said = await buyer.open(account + path)
  await correctsAndSends(needs, { buyer, seller, order })
  round.ownPages.messages = await buyer.follow(
    await buyer.submit(said, `${path}/reports`, { reason: 'solicits' }),
  )
}

/** The buyer corrects where it goes, and the seller says under which number it was sent. */
async function correctsAndSends(
  { town, marks, round }: Needs,
  { buyer, seller, order }: { buyer: Visitor; seller: Visitor; order: string },
): Promise<void> {
  const { account } = town.origins
  const path = `/orders/${order}/parcel`
  const moved = { ...markedAddress(marks), note: marks.name('other note') }
  const page = await buyer.open(account + path)
  const corrected = await buyer.submit(page, path, moved)
  if (corrected.status !== 303) throw new Error(`not corrected: ${corrected.status}`)
  const parcels = '/seller/parcels'
  const waiting = await seller.open(`${account}${parcels}?order=${order}`)
  const by = { order, carrier: 'yamato', number: marks.tokens.latin }
  const sent = await seller.submit(waiting, `${parcels}/shipments`, by)
  if (sent.status !== 303) throw new Error(`not sent: ${sent.status}`)
  round.ownPages.parcel = await buyer.open(account + path)
}

function markedAddress(marks: Marks): Record<string, string> {
  const parts = ['name', 'city', 'street', 'building'].map((part) => [part, marks.name(part)])
  const rest = { postalCode: '7100046', phone: '086-000-0000', region: '岡山県' }
  return { ...Object.fromEntries(parts), ...rest }
}

/** An address and a birthday, of whoever it may be. */
async function keepsBook({ town, marks, round }: Needs, buyer: Visitor): Promise<void> {
  const page = await buyer.open(`${town.origins.account}/book`)
  const kept = await buyer.submit(page, '/book/addresses', markedAddress(marks))
  if (kept.status !== 303) throw new Error(`no address: ${kept.status}`)
  const born = `${new Date().getUTCFullYear() - 2}-04-01`
  await buyer.submit(page, '/book/birthdays', { childName: marks.name('child'), born })
  round.ownPages.book = await buyer.open(`${town.origins.account}/book`)
}

async function creatorStates(needs: Needs): Promise<void> {
  const { town, marks, round } = needs
  const { shop, account } = town.origins
  const creator = comer(needs)
  await signInByCode(town, creator, marks.mailbox('creator'))
  const handle = `shop-${randomBytes(5).toString('hex')}`
  const opening = { name: round.shopName, introduction: '', handle, kind: 'creator' }
  const holder = await makePasskey(town, creator, marks.name('key'))
  // An address has no place in a text that everybody reads.
  const studio = await creator.open(`${shop}/studio`)
  await creator.submit(studio, '/studio/shop', { ...opening, name: marks.mailbox('shop') })
  await creator.follow(await creator.submit(studio, '/studio/shop', opening))
  const page = await creator.open(`${account}/seller/disclosure`)
  const statement = Object.fromEntries(disclosureFields.map((name) => [name, marks.name(name)]))
  const published = await sendWithPasskey(holder, page, '/seller/disclosure', {
    ...statement,
    mail: marks.mailbox('statement'),
  })
  if (published.status !== 303) throw new Error(`not published: ${published.status}`)
  await setsAccount(needs, holder)
  const [seller] = await town.books.sql<{ id: string }>(
    'market',
    'select id from sellers where handle = $1',
    [handle],
  )
  const stranger = town.visitor()
  round.ownPages.statement = await stranger.open(`${account}/sellers/${seller!.id}/disclosure`)
}

async function setsAccount({ town, marks, round }: Needs, holder: KeyHolder): Promise<void> {
  const path = '/seller/payout-account'
  const url = `${town.origins.account}${path}`
  const account = { bank: '0001', branch: '001', type: 'ordinary', number: '7654321' }
  const set = await sendWithPasskey(holder, await holder.visitor.open(url), path, {
    ...account,
    bankName: marks.name('bank'),
    branchName: marks.name('branch'),
    holder: marks.tokens.latin,
    taxNumber: 'T7000012050002',
  })
  if (set.status !== 303) throw new Error(`no account: ${set.status}`)
  round.ownPages.account = await holder.visitor.open(url)
}

/** What the seller wrote was reported: an operator reads it, and closes the report. */
async function readsReport(
  { town, round }: Needs,
  holder: KeyHolder,
  order: string,
): Promise<void> {
  const { visitor } = holder
  const { console: desk } = town.origins
  const list = await visitor.open(`${desk}/message-reports`)
  const row = new RegExp(`/orders/${order}"[\\s\\S]*?(/message-reports/[0-9a-f-]{36})`)
  const path = row.exec(list.text)?.[1]
  if (!path) throw new Error(`no report: ${list.status} ${list.text}`)
  const report = await visitor.open(desk + path)
  round.ownPages.report = await sendWithPasskey(holder, report, `${path}/opening`)
  const closed = await sendWithPasskey(holder, report, `${path}/outcome`, { outcome: 'warned' })
  if (closed.status !== 303) throw new Error(`not closed: ${closed.status} ${closed.text}`)
}

async function operatorGivesBack(needs: Needs, order: string, talked: string): Promise<void> {
  const { town, marks } = needs
  const who = { name: marks.name('operator'), address: marks.mailbox('operator') }
  const operator = await newOperator(town, who, comer(needs))
  const { console: desk } = town.origins
  for (const page of ['/', '/orders', '/sellers', '/works', '/openings', '/commission']) {
    await operator.visitor.open(`${desk}${page}`)
  }
  const path = `/orders/${order}/refunds`
  const form = await operator.visitor.open(`${desk}${path}/new?position=1`)
  const wish = { amount: '1', reason: 'buyer-asked' }
  const answer = await sendWithPasskey(operator, form, path, wish)
  if (answer.status !== 303) throw new Error(`not given back: ${answer.status}`)
  await readsReport(needs, operator, talked)
  const people = await operator.visitor.open(`${desk}/operators`)
  const invited = await sendWithPasskey(operator, people, '/operators/invitations', {
    address: marks.mailbox('colleague'),
  })
  if (invited.status !== 303) throw new Error(`not invited: ${invited.status} ${invited.text}`)
  const lost = comer(needs)
  const recovery = await lost.open(`${desk}/recovery`)
  await lost.submit(recovery, '/recovery', { code: marks.tokens.latin })
  // Another browser asks for a code that nobody types.
  const address = marks.mailbox('buyer-again')
  const stranger = comer(needs)
  await nextCode(town, address, async () => {
    const page = await stranger.open(`${town.origins.shop}/sign-in`)
    await stranger.submit(page, '/sign-in', { address })
  })
}
