import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { openDb } from '#lib/db/open.ts'
import { indexWork } from '#market/search/commands.ts'
import { pages } from '#sites/storefront/routes.ts'
import { type OpenShop, openShop } from './shop.ts'

let shop: OpenShop

beforeAll(async () => {
  shop = await openShop('pages')
})
afterAll(() => shop?.close())

/** NOTIFY arrives a moment after the commit. */
async function soon(what: () => Promise<boolean>): Promise<void> {
  const until = Date.now() + 5_000
  while (!(await what())) {
    if (Date.now() > until) assert.fail('did not come in time')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

test('a work page is served from the cache until the price changes, and then at once with the new one', async () => {
  const { id } = await shop.stall.offer({ title: '値札の本', price: 1200n })
  const browser = shop.browser()
  const first = await browser.get(`/works/${id}`)
  assert.match(await first.text(), /1,200円/)
  const etag = first.headers.get('etag')!
  const again = await browser.get(`/works/${id}`, { 'if-none-match': etag })
  assert.equal(again.status, 304)
  await shop.stall.query('update works set price = 980, version = version + 1 where id = $1', [id])
  await soon(async () => /980円/.test(await browser.text(`/works/${id}`)))
  assert.equal((await browser.get(`/works/${id}`, { 'if-none-match': etag })).status, 200)
})

test('a work that is taken down is gone at once, from its page and from the shelves', async () => {
  const { id } = await shop.stall.offer({ title: '取り下げの本', category: 'audio' })
  const browser = shop.browser()
  assert.match(await browser.text('/categories/audio'), /取り下げの本/)
  assert.equal((await browser.get(`/works/${id}`)).status, 200)
  await shop.stall.query(
    `insert into takedowns (id, work_id, reason, taken_by, taken_at)
     values (gen_random_uuid(), $1, 'rights', gen_random_uuid(), now())`,
    [id],
  )
  await soon(async () => (await browser.get(`/works/${id}`)).status === 404)
  assert.doesNotMatch(await browser.text('/categories/audio'), /取り下げの本/)
})

test('the last copy of a limited work says so on its page', async () => {
  const { id } = await shop.stall.offer({ title: '一点もの', available: 1 })
  const browser = shop.browser()
  assert.match(await browser.text(`/works/${id}`), /残り1点/)
  await shop.stall.query('update stocks set available = 0 where work_id = $1', [id])
  await soon(async () => /売り切れ/.test(await browser.text(`/works/${id}`)))
  assert.doesNotMatch(await browser.text(`/works/${id}`), /action="\/cart\/lines"/)
})

test('a seller who takes another name is called by it everywhere', async () => {
  const { id } = await shop.stall.offer({ title: '改名の本' })
  const browser = shop.browser()
  assert.match(await browser.text(`/works/${id}`), /蓮 Ren/)
  await shop.stall.query(`update sellers set name = '蓮と仲間', version = version + 1`)
  await soon(async () => /蓮と仲間/.test(await browser.text(`/works/${id}`)))
  assert.match(await browser.text('/sellers/ren-pages'), /蓮と仲間/)
})

test('each language has its own page under one address', async () => {
  const { id } = await shop.stall.offer({ title: '二つの言葉' })
  const browser = shop.browser()
  assert.match(await browser.text(`/works/${id}`), /カートに入れる/)
  browser.locale = 'en'
  const english = await browser.get(`/works/${id}`)
  assert.match(await english.text(), /Add to cart/)
  assert.match(english.headers.get('vary')!, /Accept-Language.*Cookie/)
  await browser.get(`/works/${id}?lang=ja`)
  assert.match(await browser.text(`/works/${id}`), /カートに入れる/)
})

test('a public page holds nothing of its visitor and sets no cookie', async () => {
  const { id } = await shop.stall.offer({ title: '誰にも同じ' })
  const [full, empty] = [shop.browser(), shop.browser()]
  await full.submit(`/works/${id}`, '/cart/lines')
  for (const path of ['/', '/works', `/works/${id}`, '/sellers/ren-pages', '/about']) {
    const answer = await full.get(path)
    assert.deepEqual(answer.headers.getSetCookie(), [])
    assert.equal(await answer.text(), await empty.text(path))
  }
})

test('every page has a policy without anything inline, and none has a style or script in it', async () => {
  const { id } = await shop.stall.offer({ title: '決まりの本', description: '**太字**' })
  const browser = shop.browser()
  await browser.submit(`/works/${id}`, '/cart/lines')
  const paths = [
    ...['/', '/works', '/categories/comic', '/search?q=本', `/works/${id}`, '/sellers/ren-pages'],
    ...['/cart', '/about', '/how-to-buy', '/privacy', '/terms', '/nowhere', `/orders/${id}`],
    ...['/works/nothing', '/categories/nothing', '/sellers/nobody'],
  ]
  for (const path of paths) {
    const answer = await browser.get(path)
    const html = await answer.text()
    const policy = answer.headers.get('content-security-policy') ?? ''
    assert.match(policy, /default-src 'none'/, path)
    assert.doesNotMatch(policy, /unsafe/, path)
    assert.doesNotMatch(html, /<style|style="|<script(?![^>]*src=)/, path)
    assert.doesNotMatch(
      html,
      /(?:src|href|action)="(?:https?:)?\/\/(?!localhost:8080|account\.localhost)/,
      path,
    )
    assert.match(html, /<h1/, path)
  }
})

test('only the cart may lead its form to the account host', async () => {
  const { id } = await shop.stall.offer({ title: '行き先' })
  const browser = shop.browser()
  const policyOf = async (path: string) =>
    (await browser.get(path)).headers.get('content-security-policy') ?? ''
  assert.match(await policyOf('/cart'), /form-action 'self' http:\/\/account\.localhost:8080/)
  assert.match(await policyOf(`/works/${id}`), /form-action 'self';/)
})

test('a shelf goes on page by page, each work once', async () => {
  for (let count = 0; count < 30; count += 1) {
    await shop.stall.offer({ title: `棚の本 ${count}`, category: 'course' })
  }
  const browser = shop.browser()
  const seen: string[] = []
  let path: string | undefined = '/categories/course'
  while (path) {
    const html: string = await browser.text(path)
    for (const [, title] of html.matchAll(/>(棚の本 \d+)<\/a>/g)) seen.push(title!)
    path = /href="([^"]*after=[^"]*)" rel="next"/.exec(html)?.[1]
  }
  assert.equal(seen.length, 30)
  assert.equal(new Set(seen).size, 30)
})

test('a search shows what it finds, keeps what was typed, and says when there is nothing', async () => {
  const worker = openDb('worker', shop.databases.urlOf('worker'))
  const { id } = await shop.stall.offer({ title: '夜更けの天文台' })
  await indexWork(worker, id)
  await worker.destroy()
  const browser = shop.browser()
  const found = await browser.text('/search?q=天文')
  assert.match(found, /夜更けの天文台/)
  assert.match(found, /value="天文"/)
  const nothing = await browser.text(`/search?q=${encodeURIComponent('<b>"x"')}`)
  assert.match(nothing, /見つかりませんでした/)
  assert.match(nothing, /&lt;b>&quot;x&quot;|&lt;b&gt;&quot;x&quot;/)
  assert.equal((await browser.get('/search')).status, 200)
  assert.equal((await browser.get(`/search?q=${'長'.repeat(3000)}`)).status, 200)
})

test('a description is shown as Markdown and never as anything else', async () => {
  const { id } = await shop.stall.offer({
    title: '記法の本',
    description: '**太字** <script>alert(1)</script> [外](https://elsewhere.example)',
  })
  const html = await shop.browser().text(`/works/${id}`)
  assert.match(html, /<strong>太字<\/strong>/)
  assert.match(html, /rel="nofollow ugc noopener"/)
  assert.doesNotMatch(html, /<script>alert/)
})

test('an address nobody has says so in the visitor’s language', async () => {
  const browser = shop.browser()
  browser.locale = 'en-GB'
  const answer = await browser.get('/works/00000000-0000-0000-0000-000000000000')
  assert.equal(answer.status, 404)
  assert.match(await answer.text(), /This page does not exist/)
})

test('with the vault away the shop is open, and the library says what is wrong', async () => {
  const browser = shop.browser()
  assert.equal((await browser.get('/')).status, 200)
  assert.equal(
    (await browser.get('/library')).headers.get('location'),
    '/sign-in?return=%2Flibrary',
  )
  const leaving = await browser.get('/sign-in?return=/library')
  assert.match(
    leaving.headers.get('location')!,
    /^http:\/\/account\.localhost:8080\/sign-in\?state=/,
  )
  const back = await browser.get('/sign-in/return?code=abc')
  assert.equal(back.status, 503)
  assert.match(await back.text(), /ただいまご利用いただけません/)
})

test('a picture appears on its page as soon as it is ready, and may be kept for ever', async () => {
  const { id } = await shop.stall.offer({ title: '表紙を待つ本' })
  const browser = shop.browser()
  const content = Buffer.from('as good as a picture')
  const { key } = await shop.files.keep('pictures', [content], { maxBytes: 1000 })
  const [upload, picture] = [randomUUID(), randomUUID()]
  await shop.stall.query(
    `insert into uploads values ($1, $2, 'picture', 'a.png', 9, 'originals/a', now(), now())`,
    [upload, shop.stall.sellerId],
  )
  await shop.stall.query(`insert into pictures values ($1, $2, $3, $4)`, [
    ...[picture, shop.stall.sellerId, id, upload],
  ])
  await shop.stall.query('update works set cover_id = $2 where id = $1', [id, picture])
  assert.doesNotMatch(await browser.text(`/works/${id}`), /<picture>/)
  await shop.stall.query(`insert into renditions values ($1, 'webp', 320, 400, $2, $3)`, [
    ...[picture, content.length, key],
  ])
  const path = `/pictures/${picture}/320.webp`
  await soon(async () => (await browser.text(`/works/${id}`)).includes(path))
  const answer = await browser.get(path)
  assert.match(answer.headers.get('cache-control')!, /immutable/)
  assert.equal(answer.headers.get('content-type'), 'image/webp')
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()), content)
  assert.equal((await browser.get(`/pictures/${picture}/640.webp`)).status, 404)
  assert.equal((await browser.get(`/pictures/${picture}/320.svg`)).status, 404)
})

test('search engines are told of every work on sale, and asked to leave carts alone', async () => {
  const { id } = await shop.stall.offer({ title: '地図の本' })
  const browser = shop.browser()
  assert.ok((await browser.text('/sitemap.xml')).includes(`/works/${id}</loc>`))
  assert.match(await browser.text('/robots.txt'), /Disallow: \/cart/)
})

test('a visitor is not sent to another site after signing in', async () => {
  const browser = shop.browser()
  for (const path of ['//evil.example', 'https://evil.example', '/\\evil.example']) {
    const answer = await browser.get(`/sign-in?return=${encodeURIComponent(path)}`)
    assert.doesNotMatch(answer.headers.get('location')!, /evil/)
  }
})

test('every page of the list answers, and none of them breaks', async () => {
  const { id } = await shop.stall.offer({ title: '一覧の本' })
  const fill: Record<string, string> = {
    ':category': 'comic',
    ':work': id,
    ':handle': 'ren-pages',
    ':picture': id,
    ':file': '320.webp',
    ':order': id,
    ':upload': id,
  }
  for (const page of Object.values(pages)) {
    const path = page.path.replace(/:[a-z]+/g, (name) => fill[name]!)
    const answer = await shop.browser().get(path)
    assert.ok(answer.status < 500, `${path} ${answer.status}`)
    await answer.body?.cancel()
  }
  assert.deepEqual(shop.faults, [])
})

test('a market for practice shows the gallery of parts, in both lights', async () => {
  const browser = shop.browser()
  assert.match(await browser.text('/gallery'), /form-refused/)
  assert.match(await browser.text('/gallery?page=parts&scheme=dark'), /data-scheme="dark"/)
})
