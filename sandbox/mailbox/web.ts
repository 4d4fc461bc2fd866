import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { z } from 'zod'
import type { Letters } from './letters.ts'
import { frameOf } from './pages/frame.ts'
import { styleSheet } from './pages/look.ts'
import { letterPage, listPage, missingPage, type Reader } from './pages/pages.ts'
import { words } from './pages/words.ts'

const mostShown = 100
const mostTold = 200
const longestWaitSeconds = 30

const policy = [
  "default-src 'none'",
  "style-src 'self'",
  'img-src data:',
  "frame-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const query = z.object({
  to: z.string().max(254).optional(),
  after: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(mostTold).default(50),
  wait: z.coerce.number().min(0).max(longestWaitSeconds).default(0),
})

/** The mailbox as pages for people and as JSON for tests. */
export function web({ letters, origin }: { letters: Letters; origin: string }) {
  const app = new Hono()
  app.use(ownVisitorsOnly(origin))
  app.get('/health', (c) => c.json({ ready: true }))
  app.get('/look.css', (c) => {
    c.header('cache-control', 'max-age=3600')
    return c.body(styleSheet, 200, { 'content-type': 'text/css; charset=utf-8' })
  })
  forPeople(app, letters)
  forTests(app, letters)
  app.notFound((c) => c.html(missingPage(readerOf(c)), 404))
  return app
}

function ownVisitorsOnly(origin: string): MiddlewareHandler {
  const { host } = new URL(origin)
  return async (c, next) => {
    if (c.req.header('host') !== host) return c.text('unknown host', 421)
    const from = c.req.header('origin')
    if (c.req.method !== 'GET' && from !== undefined && from !== origin) {
      return c.text('not from another site', 403)
    }
    await next()
    c.header('content-security-policy', c.res.headers.get('content-security-policy') ?? policy)
    c.header('x-content-type-options', 'nosniff')
    c.header('referrer-policy', 'same-origin')
    if (!c.res.headers.has('cache-control')) c.header('cache-control', 'no-store')
    return undefined
  }
}

function forPeople(app: Hono, letters: Letters): void {
  app.get('/', (c) => {
    const to = (c.req.query('to') ?? '').trim().slice(0, 254)
    return c.html(listPage(letters.list({ to, limit: mostShown }), to, readerOf(c)))
  })
  app.post('/emptying', async (c) => {
    await letters.clear()
    return c.redirect(`/?lang=${readerOf(c).locale}`, 303)
  })
  app.get('/letters/:id', (c) => {
    const letter = letters.one(Number(c.req.param('id')))
    if (!letter) return c.html(missingPage(readerOf(c)), 404)
    return c.html(letterPage(letter, readerOf(c)))
  })
  app.get('/letters/:id/html', (c) => {
    const letter = letters.one(Number(c.req.param('id')))
    if (!letter) return c.notFound()
    const frame = frameOf(letter.html)
    c.header('content-security-policy', frame.policy)
    return c.html(frame.html)
  })
  app.get('/letters/:id/raw', async (c) => {
    const letter = letters.one(Number(c.req.param('id')))
    if (!letter) return c.notFound()
    return c.text((await letters.raw(letter.id)).toString('utf8'))
  })
}

function forTests(app: Hono, letters: Letters): void {
  app.get('/api/messages', async (c) => {
    const asked = query.safeParse(c.req.query())
    if (!asked.success) return c.json({ error: asked.error.issues[0]?.message }, 422)
    const { to, after, limit, wait } = asked.data
    const found = () => letters.list({ to, after, limit })
    if (wait > 0) await until(letters, () => found().length > 0, wait)
    return c.json({ messages: found() })
  })
  app.delete('/api/messages', async (c) => {
    await letters.clear()
    return c.json({ messages: [] })
  })
}

/** Waits for the claim, looked at when a letter comes, at most this long. */
function until(letters: Letters, claim: () => boolean, seconds: number): Promise<void> {
  if (claim()) return Promise.resolve()
  return new Promise((resolve) => {
    const timer = setTimeout(over, seconds * 1000)
    const forget = letters.onKept(() => claim() && over())
    function over() {
      clearTimeout(timer)
      forget()
      resolve()
    }
  })
}

function readerOf(c: Context): Reader {
  const asked = c.req.query('lang')
  const isEnglish = asked ? asked === 'en' : /^en/i.test(c.req.header('accept-language') ?? '')
  const locale = isEnglish ? 'en' : 'ja'
  const there = new URL(c.req.url)
  there.searchParams.set('lang', isEnglish ? 'ja' : 'en')
  return { locale, words: words[locale], elsewhere: `${there.pathname}${there.search}` }
}
