import assert from 'node:assert/strict'
import { Hono } from 'hono'
import { test } from 'vitest'
import { clientAddress, clientAddressHeader } from '#lib/http/client-address.ts'
import { cookieOf, forgetCookie, setCookie } from '#lib/http/cookies.ts'
import { etagOf, hasFresh, taggedResponse } from '#lib/http/etag.ts'
import { chosenLocale, localeOf } from '#lib/http/locale.ts'
import { onError } from '#lib/http/on-error.ts'
import { requireOrigin } from '#lib/http/origin.ts'
import { contentSecurityPolicy } from '#lib/http/security-headers.ts'
import { withSecurityHeaders } from '#lib/http/with-security-headers.ts'
import { seededRandom } from '#lib/random.ts'
import { Refusal } from '#lib/refusal.ts'

const asked = (headers: Record<string, string>, path = '/') =>
  new Request(`http://localhost${path}`, { headers })

const faults: unknown[] = []
const site = new Hono()
  .use(withSecurityHeaders({ formAction: ['http://account.localhost:8080'] }))
  .use(requireOrigin(['http://localhost:8080']))
  .get('/', (c) => c.text('shop'))
  .post('/', (c) => c.text('changed'))
  .get('/gone', () => {
    throw new Refusal('sold-out', 'Someone else bought the last one.', { field: 'work' })
  })
  .get('/busy', () => {
    throw new Refusal('unavailable')
  })
  .get('/bug', () => {
    throw new Error('secret')
  })
  .notFound(() => {
    throw new Refusal('not-found')
  })
site.onError(
  onError({
    page: ({ status, code, locale }) => `<h1>${status} ${code} ${locale}</h1>`,
    onFault: (fault) => faults.push(fault),
    random: seededRandom('errors'),
  }),
)

test('only a page of our own may change something', async () => {
  const post = (origin?: string) =>
    site.request('/', { method: 'POST', headers: origin === undefined ? {} : { origin } })
  assert.equal((await post('http://localhost:8080')).status, 200)
  for (const other of [undefined, 'null', 'http://localhost', 'http://account.localhost:8080']) {
    assert.equal((await post(other)).status, 403, other)
  }
  assert.equal((await site.request('/')).status, 200)
  assert.throws(() => requireOrigin(['http://localhost:8080/']), RangeError)
})

test('a "no" has its status, its page in the visitor\'s language, and is not kept', async () => {
  const answer = await site.request('/gone', { headers: { 'accept-language': 'en-GB' } })
  assert.equal(answer.status, 409)
  assert.equal(await answer.text(), '<h1>409 sold-out en</h1>')
  assert.equal(answer.headers.get('cache-control'), 'no-store')
  assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/)
  assert.equal((await site.request('/nowhere')).status, 404)
  assert.equal((await site.request('/busy')).headers.get('retry-after'), '5')
})

test('a program is told in JSON', async () => {
  const answer = await site.request('/gone', { headers: { accept: 'application/json' } })
  assert.deepEqual(await answer.json(), {
    code: 'sold-out',
    field: 'work',
    message: 'Someone else bought the last one.',
  })
})

test('a bug is told as a reference only', async () => {
  const answer = await site.request('/bug', { headers: { accept: 'application/json' } })
  assert.equal(answer.status, 500)
  const { reference, ...rest } = (await answer.json()) as Record<string, string>
  assert.deepEqual(rest, { code: 'fault' })
  assert.equal((faults[0] as { reference: string }).reference, reference)
})

test('a policy has no way for inline code, and no origin that is none', () => {
  const policy = contentSecurityPolicy({ formAction: ['https://pay.example.com'], script: false })
  assert.doesNotMatch(policy, /unsafe|\*/)
  assert.match(policy, /form-action 'self' https:\/\/pay\.example\.com;/)
  assert.match(policy, /script-src 'none'/)
  for (const wrong of ["'unsafe-inline'", '*', 'https:', 'https://a.example; script-src *']) {
    assert.throws(() => contentSecurityPolicy({ formAction: [wrong] }), RangeError)
  }
})

test('a page with a policy of its own keeps it', async () => {
  const app = new Hono()
    .use(withSecurityHeaders())
    .get('/', (c) => c.text('', 200, { 'content-security-policy': 'sandbox' }))
  const policy = (await app.request('/')).headers.get('content-security-policy')
  assert.equal(policy, 'sandbox')
})

test('the language is the one chosen here, else chosen before, else asked for', () => {
  const english = { 'accept-language': 'de, en;q=0.5, ja;q=0.1' }
  assert.equal(localeOf(asked({})), 'ja')
  assert.equal(localeOf(asked(english)), 'en')
  assert.equal(localeOf(asked({ 'accept-language': 'fr' })), 'en')
  assert.equal(localeOf(asked({ 'accept-language': 'ja-JP,en' })), 'ja')
  assert.equal(localeOf(asked({ ...english, cookie: 'a=b; __Host-lang=ja' })), 'ja')
  assert.equal(localeOf(asked({ cookie: '__Host-lang=en' }, '/?q=x&lang=ja')), 'ja')
  assert.equal(localeOf(asked({ cookie: '__Host-lang=xx' }, '/?lang=xx')), 'ja')
  assert.equal(chosenLocale(asked({}, '/?slang=en')), undefined)
})

test('the address is what the gateway says', () => {
  assert.equal(clientAddress(asked({ [clientAddressHeader]: '192.0.2.1' })), '192.0.2.1')
  assert.equal(clientAddress(asked({ [clientAddressHeader]: 'localhost' })), 'unknown')
  assert.equal(clientAddress(asked({ 'x-forwarded-for': '192.0.2.1' })), 'unknown')
})

test('cookies are for this host only and out of reach of scripts', () => {
  assert.equal(
    setCookie('__Host-cart', 'abc', 60),
    '__Host-cart=abc; Max-Age=60; Path=/; Secure; HttpOnly; SameSite=Lax',
  )
  assert.match(forgetCookie('__Host-cart'), /Max-Age=0/)
  assert.throws(() => setCookie('__Host-cart', 'a; Domain=x'), RangeError)
  assert.equal(cookieOf(asked({ cookie: 'x=1; __Host-cart=a=b' }), '__Host-cart'), 'a=b')
  assert.equal(cookieOf(asked({ cookie: 'x__Host-cart=1' }), '__Host-cart'), undefined)
})

test('what the browser already has is not sent again', async () => {
  const etag = etagOf('page')
  assert.notEqual(etag, etagOf('another'))
  for (const known of [etag, `W/${etag}`, `"x", ${etag}`, '*']) {
    assert.ok(hasFresh(asked({ 'if-none-match': known }), etag))
  }
  const page = { etag, headers: { 'content-type': 'text/html' }, body: 'page' }
  const fresh = taggedResponse(asked({ 'if-none-match': etag }), page)
  assert.equal(fresh.status, 304)
  assert.equal(await fresh.text(), '')
  assert.equal(await taggedResponse(asked({ 'if-none-match': '"x"' }), page).text(), 'page')
})
