import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, test } from 'vitest'
import type { Browser } from './browser.ts'
import { type House, openHouse, origins } from './house.ts'

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(() => house.close())
afterEach(() => assert.deepEqual(house.faults, []))

const state = createHash('sha256').update('nonce').digest('base64url')

async function signIn(browser: Browser, address: string, path = '/sign-in') {
  const code = await browser.send(await browser.get(path), '/sign-in', { address })
  assert.equal(code.url, '/sign-in/code')
  return browser.send(code, '/sign-in/code', { code: await house.codeTo(address) })
}

test('a code from the mail signs in, without JavaScript, and makes the account', async () => {
  const browser = house.browser()
  const home = await signIn(browser, 'aiko@example.jp')
  assert.equal(home.status, 200)
  assert.equal(home.url, '/')
  assert.match(home.text, /最近のご注文/)
  // By this the vault knows the browser when strangers ask for codes to the same mailbox.
  assert.match(browser.cookies.get('__Host-known') ?? '', /^[\w-]{27}$/)
})

test('coming from the shop, one goes back there with a code and nothing else', async () => {
  const back = await signIn(house.browser(), 'shop@example.jp', `/sign-in?state=${state}`)
  assert.equal(back.status, 303)
  assert.match(back.location, new RegExp(`^${origins.shop}/sign-in/return\\?code=[\\w-]{43}$`))
})

test('who is signed in already is led on at once', async () => {
  const browser = house.browser()
  await signIn(browser, 'again@example.jp')
  const back = await browser.get(`/sign-in?state=${state}`)
  assert.match(back.location, new RegExp(`^${origins.shop}/sign-in/return\\?code=`))
})

test('signing in during the checkout returns to the checkout, as a member', async () => {
  const { id, ticket } = await house.order()
  const browser = house.browser()
  await browser.get(`/checkout/${id}?ticket=${ticket}`)
  const who = await signIn(browser, 'buyer@example.jp', `/sign-in?return=/checkout/${id}`)
  assert.equal(who.url, `/checkout/${id}`)
  assert.match(who.text, /buyer@example\.jp/)
  const paid = await browser.send(who, `/checkout/${id}`)
  assert.match(paid.location, new RegExp(`^${origins.pay}/`))
})

test('a link cannot lead elsewhere after signing in', async () => {
  const bad = ['//evil.example/', 'https://evil.example', '/\\evil.example', '/%0d%0aX: 1']
  for (const [index, to] of bad.entries()) {
    const path = `/sign-in?return=${encodeURIComponent(to)}`
    const page = await signIn(house.browser(), `elsewhere${index}@example.jp`, path)
    assert.ok(page.location === '' || page.location.startsWith(origins.account), page.location)
  }
  const browser = house.browser()
  const forged = { address: 'forged@example.jp', return: '//evil.example', state: '' }
  const code = await browser.post('/sign-in', forged)
  const page = await browser.send(code, '/sign-in/code', {
    code: await house.codeTo('forged@example.jp'),
  })
  assert.equal(page.url, '/')
})

test('an unknown address sees the same page as a known one', async () => {
  const known = house.browser()
  await signIn(known, 'known@example.jp')
  const pages = []
  for (const address of ['known@example.jp', 'never@example.jp']) {
    const browser = house.browser()
    const page = await browser.send(await browser.get('/sign-in'), '/sign-in', { address })
    pages.push(page.text.replaceAll(address, '…'))
  }
  assert.equal(pages[0], pages[1])
})

test('a code is good only in the browser that asked for it', async () => {
  const browser = house.browser()
  await browser.send(await browser.get('/sign-in'), '/sign-in', { address: 'mine@example.jp' })
  const code = await house.codeTo('mine@example.jp')
  const stranger = house.browser()
  await stranger.send(await stranger.get('/sign-in'), '/sign-in', { address: 'other@example.jp' })
  assert.equal((await stranger.post('/sign-in/code', { code })).status, 422)
  assert.equal((await house.browser().post('/sign-in/code', { code })).status, 410)
})

test('a wrong code says so and keeps it; after five tries the code is over', async () => {
  const browser = house.browser()
  await browser.send(await browser.get('/sign-in'), '/sign-in', { address: 'tries@example.jp' })
  const code = await house.codeTo('tries@example.jp')
  for (let tries = 0; tries < 5; tries += 1) {
    const wrong = await browser.post('/sign-in/code', { code: '22222222' })
    assert.equal(wrong.status, 422)
    assert.match(wrong.text, /value="22222222"/)
    if (tries < 4)
      assert.match(wrong.text, new RegExp(`あと${4 - tries}回|${4 - tries} tries|One try`))
  }
  const over = await browser.post('/sign-in/code', { code })
  assert.ok([410, 422, 429].includes(over.status), String(over.status))
  assert.equal((await browser.get('/data')).url, '/sign-in?return=%2Fdata')
})

test('a code may be typed in small letters, in full width and with spaces', async () => {
  const browser = house.browser()
  await browser.send(await browser.get('/sign-in'), '/sign-in', { address: 'wide@example.jp' })
  const code = await house.codeTo('wide@example.jp')
  const wide = [...code.toLowerCase()].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
  const typed = `${wide.slice(0, 4).join('')} ${wide.slice(4).join('')}`
  assert.equal((await browser.post('/sign-in/code', { code: typed })).url, '/')
})

test('pressed twice, a code still signs in', async () => {
  const browser = house.browser()
  await browser.send(await browser.get('/sign-in'), '/sign-in', { address: 'twice@example.jp' })
  const code = await house.codeTo('twice@example.jp')
  const both = await Promise.all([
    browser.post('/sign-in/code', { code }),
    browser.post('/sign-in/code', { code }),
  ])
  assert.deepEqual(
    both.map((page) => page.status),
    [200, 200],
  )
})

test('a new code can be asked for, three times from one page', async () => {
  const browser = house.browser()
  let page = await browser.send(await browser.get('/sign-in'), '/sign-in', {
    address: 'more@example.jp',
  })
  for (let more = 0; more < 3; more += 1) {
    page = await browser.send(page, '/sign-in/code/again')
    assert.equal(page.status, 200)
  }
  assert.equal((await browser.post('/sign-in/code/again', {})).status, 429)
  const code = await house.codeTo('more@example.jp')
  assert.equal((await browser.post('/sign-in/code', { code })).url, '/')
})

test('one network cannot ask for codes without end', async () => {
  const browser = house.browser()
  const statuses = []
  for (let asked = 0; asked < 32; asked += 1) {
    const page = await browser.post('/sign-in', { address: `flood${asked}@example.jp` })
    statuses.push(page.status)
  }
  assert.equal(statuses.at(-1), 429)
})

test('whose network asked for too many codes gets one in a browser that proved its mailbox', async () => {
  const address = 'dormitory@example.jp'
  const browser = house.browser()
  await signIn(browser, address)
  const known = browser.cookies.get('__Host-known')!
  browser.cookies.clear()
  for (let asked = 0; asked < 32; asked += 1) {
    await browser.post('/sign-in', { address: `neighbour${asked}@example.jp` })
  }
  assert.equal((await browser.post('/sign-in', { address })).status, 429)
  const other = known[0] === 'A' ? 'B' : 'A'
  for (const forged of [other + known.slice(1), known.slice(4), 'x'.repeat(200)]) {
    browser.cookies.set('__Host-known', forged)
    assert.equal((await browser.post('/sign-in', { address })).status, 429)
  }
  browser.cookies.set('__Host-known', known)
  assert.equal((await browser.post('/sign-in', { address })).url, '/sign-in/code')
})

test('signing out ends the session here and its page', async () => {
  const browser = house.browser()
  const home = await signIn(browser, 'out@example.jp')
  const session = browser.cookies.get('__Host-session')!
  const out = await browser.send(home, '/sign-out')
  assert.equal(out.url, '/signed-out')
  browser.cookies.set('__Host-session', session)
  assert.match((await browser.get('/data')).url, /^\/sign-in/)
})

test('a session at another place can be ended from here', async () => {
  const [one, two] = [house.browser(), house.browser()]
  await signIn(one, 'places@example.jp')
  await signIn(two, 'places@example.jp')
  const page = await one.get('/sessions')
  assert.equal(page.text.match(/name="session"/g)?.length, 1)
  assert.equal((await one.send(page, '/sessions')).status, 200)
  assert.match((await two.get('/sessions')).url, /^\/sign-in/)
  assert.equal((await one.get('/sessions')).status, 200)
})

test('while the vault is away signing in says so and keeps the address', async () => {
  const browser = house.browser()
  await browser.get('/sign-in')
  await house.vaultAway()
  const away = await browser.post('/sign-in', { address: 'patient@example.jp' })
  await house.vaultBack()
  assert.equal(away.status, 503)
  assert.match(away.text, /value="patient@example\.jp"/)
})
