import { Hono } from 'hono'
import { z } from 'zod'
import { isCurrency } from '#lib/money.ts'
import type { Book } from './book.ts'
import type { Deliveries } from './deliveries.ts'
import { type Keys, keyRequired } from './keys.ts'
import { Problem } from './problem.ts'
import { askRefund, endDueRefunds, refund } from './refunds.ts'
import { closeSession, expireNow, openSession, session } from './sessions.ts'
import { recordViews, refundView, sessionView } from './views.ts'

const largestPage = 500

const amount = z.string().regex(/^[1-9]\d{0,11}$/)
const key = z.string().regex(/^[\w.:-]{8,200}$/)

const sessionForm = z.strictObject({
  reference: z.string().regex(/^[\w.:-]{1,200}$/),
  amount,
  currency: z.string().refine(isCurrency),
  method: z.enum(['card', 'konbini', 'wallet']),
  locale: z.enum(['ja', 'en']).default('ja'),
  returnUrl: z.url({ protocol: /^https?$/ }).max(2000),
  expiresAt: z.iso.datetime().optional(),
})
const refundForm = z.strictObject({ session: z.string().max(80), amount })
const page = z.object({
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(largestPage).default(100),
})

export interface ApiNeeds {
  book: Book
  deliveries: Deliveries
  keys: Keys
  origin: string
  lateSeconds: number
}

/** The provider's API; README.md describes it for people who write an adapter. */
export function api({ book, deliveries, keys, origin, lateSeconds }: ApiNeeds) {
  const app = new Hono()
  app.use(keyRequired(keys))

  app.post('/sessions', async (c) => {
    const wish = parsed(sessionForm, await json(c.req.raw))
    const opened = await openSession(book, { ...wish, key: keyOf(c.req.raw) })
    return c.json(sessionView(opened, origin), 201)
  })
  app.get('/sessions', async (c) => {
    await book.settled()
    const { changed, ...place } = changedSince(book, parsed(page, c.req.query()))
    return c.json({ sessions: changed.map((each) => sessionView(each, origin)), ...place })
  })
  app.get('/sessions/:id', async (c) =>
    c.json(sessionView(await session(book, c.req.param('id')), origin)),
  )
  app.post('/sessions/:id/closing', async (c) =>
    c.json(sessionView(await closeSession(book, c.req.param('id')), origin)),
  )
  app.post('/refunds', async (c) => {
    const wish = parsed(refundForm, await json(c.req.raw))
    const asked = await askRefund(book, { ...wish, key: keyOf(c.req.raw) }, lateSeconds)
    return c.json(refundView(asked), 201)
  })
  app.get('/refunds/:id', async (c) => c.json(refundView(await refund(book, c.req.param('id')))))

  app.post('/admin/deliveries', async (c) => {
    await endDueRefunds(book, 'all')
    await deliveries.hurry()
    return c.json({ ok: true })
  })
  app.post('/admin/sessions/:id/expiry', async (c) =>
    c.json(sessionView(await expireNow(book, c.req.param('id')), origin)),
  )
  app.get('/admin/record', async (c) => {
    await book.settled()
    const { changed, ...place } = changedSince(book, parsed(page, c.req.query()))
    return c.json({ record: recordViews(book.state, changed, origin), ...place })
  })
  app.get('/admin/record/:id', async (c) => {
    const found = await session(book, c.req.param('id'))
    return c.json(recordViews(book.state, [found], origin)[0])
  })
  return app
}

/** Each session once per page, as it is now; a cursor is a place in the list of changes. */
function changedSince(book: Book, { after, limit }: z.infer<typeof page>) {
  const { changes, sessions } = book.state
  const ids = new Set<string>()
  let next = Math.min(after, changes.length)
  while (next < changes.length && ids.size < limit) {
    ids.add(changes[next]!)
    next += 1
  }
  const changed = [...ids].map((id) => sessions.get(id)!)
  return { changed, next, more: next < changes.length }
}

function keyOf(request: Request): string {
  return parsed(key, request.headers.get('idempotency-key'), 'Idempotency-Key')
}

async function json(request: Request): Promise<unknown> {
  try {
    return await request.json()
  } catch {
    throw new Problem('bad-request', 'the body is not JSON')
  }
}

function parsed<T>(schema: z.ZodType<T>, value: unknown, name?: string): T {
  const read = schema.safeParse(value)
  if (read.success) return read.data
  const where = name ?? read.error.issues[0]?.path.join('.')
  throw new Problem('bad-request', `${where}: ${read.error.issues[0]?.message}`)
}
