import { type Context, Hono } from 'hono'
import {
  answerChallenge,
  answerWallet,
  type CardForm,
  issueSlip,
  leave,
  payAtTill,
  tryCard,
} from '../attempts.ts'
import type { Book } from '../book.ts'
import { cardNamed } from '../cards.ts'
import type { Deliveries } from '../deliveries.ts'
import { Problem } from '../problem.ts'
import type { Session } from '../record.ts'
import { isPayable, session } from '../sessions.ts'
import { type CardPageState, cardPage, challengePage } from './card.ts'
import { pageHeaders } from './headers.ts'
import { konbiniPage, shops, slipPage, tillPage } from './konbini.ts'
import { type Html, type Reader, reader } from './layout.ts'
import { endedPage, walletPage } from './other.ts'

/** For the shop to take the news, where a card wants it to know before the buyer is back. */
const longestWaitMillis = 10_000

export interface SiteNeeds {
  book: Book
  deliveries: Deliveries
  lateSeconds: number
}

/** The pages where a buyer pays. They work without scripts, and there are none. */
export function site(needs: SiteNeeds) {
  const app = new Hono()
  entrance(app, needs)
  cardForms(app, needs)
  otherForms(app, needs)
  till(app, needs)
  return app
}

function entrance(app: Hono, { book }: SiteNeeds): void {
  app.get('/pay/:id', async (c) => {
    const current = await found(c, book)
    if (!current.arrivedAt) await book.commit([{ kind: 'arrived', session: current.id }])
    const chosen = cardNamed(c.req.query('card'))
    return show(c, pageOf(current, readerOf(c, current), { chosen }))
  })
  app.get('/pay/:id/challenge', async (c) => {
    const current = await found(c, book)
    if (current.state !== 'challenge') return c.redirect(here(c, `/pay/${current.id}`), 303)
    return show(c, challengePage(current, readerOf(c, current)))
  })
}

function cardForms(app: Hono, needs: SiteNeeds): void {
  const { book, lateSeconds } = needs
  app.post('/pay/:id/card', async (c) => {
    const current = await found(c, book)
    const problem = await tryCard(book, current, await cardForm(c), { lateSeconds })
    if (!problem) return goOn(c, current, needs)
    return show(c, pageOf(current, readerOf(c, current), { problem }), 422)
  })
  app.post('/pay/:id/challenge', async (c) => {
    const current = await found(c, book)
    await answerChallenge(book, current, (await answer(c)) === 'pass', { lateSeconds })
    return goOn(c, current, needs)
  })
}

function otherForms(app: Hono, needs: SiteNeeds): void {
  const { book, lateSeconds } = needs
  app.post('/pay/:id/slip', async (c) => {
    const current = await found(c, book)
    const { shop } = await c.req.parseBody()
    await issueSlip(book, current, shops.find((each) => each === shop) ?? shops[0])
    return c.redirect(here(c, `/pay/${current.id}`), 303)
  })
  app.post('/pay/:id/wallet', async (c) => {
    const current = await found(c, book)
    await answerWallet(book, current, (await answer(c)) === 'approve', { lateSeconds })
    return goOn(c, current, needs)
  })
  app.post('/pay/:id/leaving', async (c) => {
    const current = await found(c, book)
    await leave(book, current)
    return goOn(c, current, needs)
  })
}

function till(app: Hono, { book }: SiteNeeds): void {
  app.get('/till/:number', async (c) => {
    const current = await slipOf(book, c.req.param('number'))
    return show(c, tillPage(current, readerOf(c, current)))
  })
  app.post('/till/:number', async (c) => {
    const current = await slipOf(book, c.req.param('number'))
    await payAtTill(book, current)
    return c.redirect(here(c, `/till/${c.req.param('number')}`), 303)
  })
}

function found(c: Context, book: Book): Promise<Session> {
  return session(book, c.req.param('id') ?? '')
}

/** To the shop when all is over, else to the page that shows where things stand. */
async function goOn(c: Context, current: Session, { book, deliveries }: SiteNeeds) {
  await book.settled()
  const path = `/pay/${current.id}`
  if (current.state === 'challenge') return c.redirect(here(c, `${path}/challenge`), 303)
  if (isPayable(current)) return c.redirect(here(c, path), 303)
  if (current.news === 'before-return')
    await deliveries.taken(lastNews(book, current), longestWaitMillis)
  return c.redirect(current.returnUrl, 303)
}

function lastNews({ state }: Book, current: Session): string {
  const all = [...state.news.values()]
  return all.findLast((each) => each.event.session === current.id)?.event.id ?? ''
}

function pageOf(current: Session, who: Reader, state: CardPageState): Html {
  if (!isPayable(current)) return endedPage(current, who)
  if (current.state === 'challenge') return challengePage(current, who)
  if (current.state === 'awaiting') return slipPage(current, who)
  if (current.method === 'konbini') return konbiniPage(current, who)
  if (current.method === 'wallet') return walletPage(current, who)
  return cardPage(current, who, state)
}

function show(c: Context, page: Html, status: 200 | 422 = 200) {
  pageHeaders(c, true)
  return c.html(page, status)
}

function slipOf(book: Book, number: string): Promise<Session> {
  const id = book.state.sessionBySlip.get(number)
  if (!id) throw new Problem('not-found', 'no such slip')
  return session(book, id)
}

export function readerOf(c: Context, current?: Session): Reader {
  const asked = c.req.query('lang')
  return reader(asked === 'ja' || asked === 'en' ? asked : (current?.locale ?? 'ja'))
}

function here(c: Context, path: string): string {
  const lang = c.req.query('lang')
  return lang === 'ja' || lang === 'en' ? `${path}?lang=${lang}` : path
}

async function cardForm(c: Context): Promise<CardForm> {
  const form = await c.req.parseBody()
  const text = (name: string) => (typeof form[name] === 'string' ? form[name].slice(0, 40) : '')
  return {
    number: text('number'),
    expiry: text('expiry'),
    code: text('code'),
    attempt: Number(text('attempt')) || 0,
  }
}

async function answer(c: Context): Promise<unknown> {
  return (await c.req.parseBody()).answer
}
