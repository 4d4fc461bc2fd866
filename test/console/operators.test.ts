import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'vitest'
import { consoleSite } from '#sites/console/app.tsx'
import type { ConsoleNeeds } from '#sites/console/needs.ts'
import { type Passkey, passkey } from '#test/cast/passkey.ts'
import { openTestVault, settings, type TestVault } from '#test/vault/open-vault.ts'
import { allLetters, inTime } from '#test/vault/people.ts'

const here = settings.consoleOrigin

let town: TestVault
let site: ReturnType<typeof consoleSite>
beforeEach(async () => {
  town = await openTestVault()
  type Handler = (input: unknown, context: typeof inTime) => unknown
  const handlers = town.ask.console as unknown as Record<string, Handler>
  const vault = new Proxy(
    {},
    { get: (_, name) => (input: unknown) => handlers[String(name)]!(input, inTime) },
  )
  site = consoleSite({
    vault,
    origins: { console: here, shop: 'http://localhost:8080' },
    market: { name: 'Kurashiki Market' },
    asset: (name: string) => `/assets/${name}`,
    clock: town.clock,
    newId: town.options.newId,
    onFault: (fault: unknown) => assert.fail(String(fault)),
  } as unknown as ConsoleNeeds)
})
afterEach(() => town.drop())

/** Somebody at a browser, with a passkey. */
class Person {
  readonly key: Passkey = passkey()
  cookie = ''

  async ask(path: string, fields?: Record<string, string>) {
    const headers = new Headers({ 'accept-language': 'en', 'dozo-client-address': '198.51.100.7' })
    if (this.cookie) headers.set('cookie', this.cookie)
    if (fields) headers.set('origin', here)
    const body = fields && new URLSearchParams(fields)
    const request = new Request(`${here}${path}`, {
      method: fields ? 'POST' : 'GET',
      headers,
      body,
    })
    const answer = await site.fetch(request)
    for (const line of answer.headers.getSetCookie()) {
      if (line.startsWith('__Host-console=')) this.cookie = line.split(';')[0]!
    }
    const location = answer.headers.get('location') ?? ''
    return { status: answer.status, text: await answer.text(), location }
  }

  /** Asks for a challenge, confirms, sends. */
  async confirms(path: string, challenge: string, fields: Record<string, string>) {
    const asked = await this.ask(challenge, fields)
    assert.equal(asked.status, 200, asked.text)
    const proof = this.key.confirm(JSON.parse(asked.text), here)
    return this.ask(path, { ...fields, assertion: proof })
  }

  async enrols(path: string, fields: Record<string, string>) {
    const asked = await this.ask('/enrolment/challenge', { link: fields.link! })
    const proof = this.key.make(JSON.parse(asked.text), here)
    return this.ask(path, { ...fields, enrolment: proof })
  }
}

const codesIn = (text: string) => text.match(/[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/g) ?? []

async function osamuEnrols() {
  const { link } = await town.ask.supervisor.firstOperatorLink(undefined, inTime)
  const osamu = new Person()
  const who = { link: link!.toString('base64url'), name: '修', address: 'osamu@market.example' }
  const enrolled = await osamu.enrols('/enrolment', who)
  assert.deepEqual([enrolled.status, enrolled.location], [303, '/operators/codes'])
  return osamu
}

test('recovery codes are shown once, to whoever just enrolled', async () => {
  const osamu = await osamuEnrols()
  assert.equal(codesIn((await osamu.ask('/operators/codes')).text).length, 10)
  assert.equal(codesIn((await osamu.ask('/operators/codes')).text).length, 0)
})

test('one operator invites another by letter, sees both, and removes one; never the last', async () => {
  const osamu = await osamuEnrols()
  await allLetters(town)
  const address = 'yuki@market.example'
  const at = '/operators/invitations'
  const invited = await osamu.confirms(at, `${at}/challenge`, { address })
  assert.equal(invited.location, '/operators?invited=1')
  const [letter] = await allLetters(town)
  assert.equal(letter!.to, address)
  const link = /enrolment\?link=([\w-]+)/.exec(letter!.text)![1]!
  const yuki = new Person()
  await yuki.enrols('/enrolment', { link, name: '雪', address })
  const { text } = await osamu.ask('/operators')
  assert.ok(text.includes('修') && text.includes('雪') && !text.includes(address))
  const ids = [...text.matchAll(/name="operator" value="([^"]+)"/g)].map(([, id]) => id!)
  assert.equal(ids.length, 2)
  const away = '/operators/removals'
  const gone = await yuki.confirms(away, `${away}/challenge`, { operator: ids[0]! })
  assert.equal(gone.location, '/operators')
  assert.equal((await osamu.ask('/operators')).location, '/sign-in')
  assert.doesNotMatch((await yuki.ask('/operators')).text, /name="operator"/)
  const last = await yuki.confirms(away, `${away}/challenge`, { operator: ids[1]! })
  assert.equal(last.status, 403)
})

test('an operator who lost every passkey comes back by a code, to a new passkey', async () => {
  const osamu = await osamuEnrols()
  const [code] = codesIn((await osamu.ask('/operators/codes')).text)
  const back = new Person()
  const wrong = await back.ask('/recovery', { code: '2222-2222-2222-2222' })
  assert.equal(wrong.status, 422)
  assert.match(wrong.text, /この復旧コードは使えません|recovery code does not work/)
  const used = await back.ask('/recovery', { code: code! })
  assert.equal(used.status, 200)
  assert.equal((await osamu.ask('/operators')).location, '/sign-in')
  const link = /name="link" value="([^"]+)"/.exec(used.text)![1]!
  const enrolled = await back.enrols('/recovery/enrolment', { link })
  assert.equal(enrolled.location, '/operators/codes')
  assert.equal((await back.ask('/operators')).status, 200)
})

test('a link that was used, cut short or left out says so before anything is typed', async () => {
  const { link } = await town.ask.supervisor.firstOperatorLink(undefined, inTime)
  const osamu = new Person()
  const text = link!.toString('base64url')
  const open = await osamu.ask(`/enrolment?link=${text}`)
  assert.equal(open.status, 200)
  assert.match(open.text, /name="address"/)
  await osamu.enrols('/enrolment', { link: text, name: '修', address: 'osamu@market.example' })
  for (const query of [`?link=${text}`, `?link=${text.slice(0, 20)}`, '']) {
    const page = await new Person().ask(`/enrolment${query}`)
    assert.ok(page.status >= 400 && page.status < 500)
    assert.match(page.text, /このリンクは使えません|This link does not work/)
    assert.doesNotMatch(page.text, /name="address"/)
  }
})
