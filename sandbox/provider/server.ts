import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { type ApiNeeds, api } from './api.ts'
import { pageHeaders } from './pages/headers.ts'
import { styleSheet } from './pages/look.ts'
import { plainPage } from './pages/other.ts'
import { readerOf, site } from './pages/site.ts'
import { Problem } from './problem.ts'

const mostBodyBytes = 16 * 1024

/** API and pages under one origin; other host names are refused. */
export function provider(needs: ApiNeeds) {
  const { host } = new URL(needs.origin)
  const app = new Hono()
  app.use(bodyLimit({ maxSize: mostBodyBytes, onError: (c) => c.text('too large', 413) }))
  app.use(async (c, next) => {
    if (c.req.header('host') !== host) return c.text('unknown host', 421)
    const from = c.req.header('origin')
    const isForm = c.req.method === 'POST' && !c.req.path.startsWith('/v1/')
    if (!isForm || from === undefined || from === needs.origin) return next()
    pageHeaders(c)
    const who = readerOf(c)
    return c.html(plainPage(who, who.words.refusedTitle, who.words.refusedLead), 403)
  })
  app.get('/health', (c) => c.json({ ready: true }))
  app.get('/look.css', (c) => {
    c.header('cache-control', 'max-age=3600')
    return c.body(styleSheet, 200, { 'content-type': 'text/css; charset=utf-8' })
  })
  app.route('/v1', api(needs))
  app.route('/', site(needs))

  app.notFound((c) => {
    pageHeaders(c)
    const who = readerOf(c)
    return c.html(plainPage(who, who.words.missingTitle, who.words.missingLead), 404)
  })
  app.onError((error, c) => {
    const status = error instanceof Problem ? error.status : 500
    const code = error instanceof Problem ? error.code : 'bug'
    if (status === 500) console.error(JSON.stringify({ bug: error.stack }))
    if (c.req.path.startsWith('/v1/')) {
      return c.json({ error: { code, message: status === 500 ? 'a bug' : error.message } }, status)
    }
    pageHeaders(c)
    const { words, ...who } = readerOf(c)
    return c.html(plainPage({ ...who, words }, words.missingTitle, words.missingLead), status)
  })
  return app
}
