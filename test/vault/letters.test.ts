import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { isRefusal } from '#lib/refusal.ts'
import { render } from '#trust/letters/render.ts'
import { type TemplateName, templates } from '#trust/letters/templates.ts'
import type { Words } from '#trust/letters/words.ts'
import { openTestVault, settings, type TestVault } from './open-vault.ts'
import { allLetters, firstOperator, guestOrder, inTime, paid } from './people.ts'

let town: TestVault
beforeAll(async () => {
  town = await openTestVault()
})
afterAll(() => town.drop())

const take = async () => (await town.ask.mailer.takeLetter({ waitMillis: 0 }, inTime)).letter

test('a letter is leased for a minute, comes again without word, and is the same letter', async () => {
  const order = await guestOrder(town, 'lease@people.example')
  await paid(town, order)
  const first = (await take())!
  assert.equal(await take(), null)
  town.clock.advance(61_000)
  const again = (await take())!
  assert.deepEqual(again, first)
  assert.match(again.messageId, /^<[0-9a-f-]{36}@market\.example>$/)
  await town.ask.mailer.letterSent({ letter: first.id }, inTime)
  town.clock.advance(61_000)
  assert.equal(await take(), null)
  const openings = await town.look(
    `select 1 from log_entries where purpose = 'letter' and about = $1`,
    [first.id],
  )
  assert.equal(openings.length, 2)
})

test('two who take at once never get the same letter', async () => {
  for (let count = 0; count < 4; count += 1) {
    await paid(town, await guestOrder(town, `many-${count}@people.example`))
  }
  const taken = await Promise.all([take(), take(), take(), take(), take()])
  const readers = taken.map((letter) => letter?.to)
  assert.equal(new Set(readers).size, 5)
  assert.ok(readers.includes(undefined))
  for (const letter of taken) {
    if (letter) await town.ask.mailer.letterSent({ letter: letter.id }, inTime)
  }
})

test('a letter that is not taken is tried later and later, and given up in the end', async () => {
  await paid(town, await guestOrder(town, 'refused@people.example'))
  const failed = `select 1 from letters where outcome = 'failed' and sealed is null`
  const before = (await town.look(failed)).length
  let tries = 0
  for (let hours = 0; hours < 100; hours += 1) {
    const letter = await take()
    if (letter) {
      tries += 1
      await town.ask.mailer.letterFailed({ letter: letter.id, forGood: false }, inTime)
      assert.equal(await take(), null)
    }
    town.clock.advance(3_600_000)
  }
  assert.equal(tries, 12)
  assert.equal((await town.look(failed)).length - before, 1)
})

/** Somebody who waits for a letter: there was none when they came. */
async function waiting(at: TestVault, waitMillis: number, gone = inTime.gone) {
  const { db } = at.vault.core
  const { rows } = db
  const hasLooked = new Promise<void>((resolve) => {
    db.rows = async (statement, values) => {
      const found = await rows<never>(statement, values)
      if (statement.name === 'next-letters') resolve()
      return found
    }
  })
  const letter = Promise.resolve(at.ask.mailer.takeLetter({ waitMillis }, { ...inTime, gone }))
  await hasLooked
  db.rows = rows
  // What follows from the look needs nothing more from outside.
  await new Promise((resolve) => setImmediate(resolve))
  return { letter }
}

test('whoever waits for a letter gets it when it is written, not at the end of the wait', async () => {
  const begin = performance.now()
  const waits = await waiting(town, 20_000)
  const asked = {
    address: 'wait@people.example',
    locale: 'en',
    source: 'here',
    known: null,
  } as const
  await town.ask.accounts.startSignIn({ ...asked, browserSecret: randomBytes(16) }, inTime)
  const { letter } = await waits.letter
  assert.equal(letter?.to, 'wait@people.example')
  assert.ok(performance.now() - begin < 15_000)
  await town.ask.mailer.letterFailed({ letter: letter!.id, forGood: true }, inTime)
})

test('a mailer that has gone takes no letter with it', async () => {
  const gone = new AbortController()
  const left = await waiting(town, 5_000, gone.signal)
  gone.abort()
  const asked = {
    address: 'stays@people.example',
    locale: 'en',
    source: 'here',
    known: null,
  } as const
  await town.ask.accounts.startSignIn({ ...asked, browserSecret: randomBytes(16) }, inTime)
  const { letter } = await town.ask.mailer.takeLetter({ waitMillis: 5_000 }, inTime)
  assert.equal((await left.letter).letter, null)
  assert.equal(letter?.to, 'stays@people.example')
  await town.ask.mailer.letterFailed({ letter: letter!.id, forGood: true }, inTime)
})

test('four who wait at once get four letters, none of them twice', async () => {
  const four = Array.from({ length: 4 }, () =>
    Promise.resolve(town.ask.mailer.takeLetter({ waitMillis: 10_000 }, inTime)),
  )
  for (const name of ['one', 'two', 'three', 'four']) {
    const asked = {
      address: `${name}@people.example`,
      locale: 'en',
      source: name,
      known: null,
    } as const
    await town.ask.accounts.startSignIn({ ...asked, browserSecret: randomBytes(16) }, inTime)
  }
  const letters = (await Promise.all(four)).map(({ letter }) => letter)
  const expected = ['four', 'one', 'three', 'two'].map((name) => `${name}@people.example`)
  assert.deepEqual(letters.map((letter) => letter?.to).sort(), expected)
  for (const letter of letters) {
    await town.ask.mailer.letterFailed({ letter: letter!.id, forGood: true }, inTime)
  }
})

test('once a letter is sent, its code and address are nowhere any more', async () => {
  await allLetters(town)
  const [row] = await town.look<{ n: number }>(
    'select count(*)::int n from letters where finished_at is not null and sealed is not null',
  )
  assert.equal(row!.n, 0)
})

test('an alarm is told to every operator, once, without what its finder wrote', async () => {
  await firstOperator(town)
  const alarm = { id: randomUUID(), kind: 'page-changed', at: 0, detail: 'script-123' } as const
  await town.ask.monitor.raiseAlarm(alarm, inTime)
  await town.ask.monitor.raiseAlarm(alarm, inTime)
  const letters = await allLetters(town)
  assert.deepEqual(
    letters.map(({ to }) => to),
    ['osamu@people.example'],
  )
  assert.ok(!letters[0]!.text.includes('script-123'))
})

const facts: Record<TemplateName, object> = {
  'sign-in-code': {},
  'order-access-code': { order: randomUUID() },
  'order-confirmation': {
    order: randomUUID(),
    amount: '1200',
    currency: 'JPY',
    provider: 'sandbox',
    lines: 2,
    paidAt: 0,
  },
  'refund-notice': { order: randomUUID(), amount: '1200', currency: 'JPY', refundedAt: 0 },
  welcome: {},
  'payout-account-changed': { at: 0, from: 604_800_000 },
  'message-waiting': { order: randomUUID() },
  'message-for-seller': { order: randomUUID() },
  alarm: { kind: 'page-away', at: 0 },
  'clock-doubted': { cause: 'ahead', clock: 1, reckoned: 0, database: 0, witness: null },
  'operator-invitation': {},
  'operators-changed': { what: 'removed', at: 0 },
  'confirm-code': {},
  'new-address-code': {},
  'address-change-notice': { due: 0 },
  'address-changed': { at: 0 },
  'passkeys-lost': { due: 0 },
  'passkeys-let-go': { at: 0 },
  'passkey-added': { at: 0 },
  'passkey-removed': { at: 0 },
  'parcel-sent': { order: randomUUID(), carrier: 'yamato', at: 0 },
  'report-closed': { order: randomUUID(), you: 'wrote', outcome: 'warned', at: 0 },
  'report-closed-for-seller': { order: randomUUID(), you: 'reported', outcome: 'hidden', at: 0 },
  'message-reported': { order: randomUUID(), by: 'buyer', reason: 'spam', at: 0 },
}

test('every letter says the same in text and in HTML, in both languages', () => {
  for (const name of Object.keys(templates) as TemplateName[]) {
    for (const locale of ['ja', 'en'] as const) {
      const { facts: shape, write } = templates[name]
      const writeAny = write as (facts: unknown, ...rest: unknown[]) => Words
      const words = writeAny(shape.parse(facts[name]), locale, settings, 'ABCD2345')
      const { subject, text, html } = render(words, locale, settings.marketName)
      assert.ok(subject.length > 5 && subject.length <= 120 && !/[\r\n]/.test(subject), name)
      assert.ok(html.includes(`lang="${locale}"`))
      assert.ok(!/<img|<script|src=|url\(/i.test(html), name)
      for (const block of words.blocks) {
        if (typeof block === 'string') assert.ok(text.includes(block) && html.includes(block))
        else if ('link' in block) assert.ok(text.includes(block.link) && html.includes(block.link))
      }
    }
  }
})

test('the order mail names the host of the card page and where to say that it was another', () => {
  const { facts: shape, write } = templates['order-confirmation']
  const words = write(shape.parse(facts['order-confirmation']), 'ja', settings, '')
  const { text } = render(words, 'ja', settings.marketName)
  assert.match(text, /provider\.localhost:8081/)
  assert.match(text, /http:\/\/account\.localhost:8080\/report\?order=[0-9a-f-]{36}/)
  assert.match(text, /￥1,200/)
})

test('the mail of an order that cost nothing speaks of no card', () => {
  const { facts: shape, write } = templates['order-confirmation']
  const free = { ...facts['order-confirmation'], amount: '0', provider: 'none' }
  for (const locale of ['ja', 'en'] as const) {
    const { text } = render(write(shape.parse(free), locale, settings, ''), locale, 'Dozo')
    assert.doesNotMatch(text, /card|カード|none|report/)
    assert.match(text, /\/orders\//)
  }
})

test('whoever speaks as payments writes no word of a mail', () => {
  const { facts: shape, write } = templates['order-confirmation']
  for (const provider of ['pay now at evil.example', 'constructor', 'toString']) {
    const said = { ...facts['order-confirmation'], provider }
    for (const locale of ['ja', 'en'] as const) {
      const { text } = render(write(shape.parse(said), locale, settings, ''), locale, 'Dozo')
      assert.doesNotMatch(text, /evil|native code|function/)
      assert.match(text, /\/report\?order=/)
    }
  }
})

test('what looks like markup in a name stays text', () => {
  const words = { subject: '<b>', blocks: ['<script>"&'] }
  const { html } = render(words, 'en', '<img src=x>')
  assert.ok(html.includes('&lt;script&gt;&quot;&amp;') && !html.includes('<img'))
})

test('practice members are refused by a vault for production', async () => {
  const real = await openTestVault({ settings: { ...settings, production: true } })
  try {
    const members = [{ id: randomUUID(), address: 'aiko@people.example' }]
    const seed = async () => real.ask.supervisor.seedMembers({ members }, inTime)
    await assert.rejects(seed, (error) => isRefusal(error, 'not-allowed'))
  } finally {
    await real.drop()
  }
})

test('a vault that is stopping lets the mailer go at once', async () => {
  const closing = await openTestVault()
  const begin = performance.now()
  const waits = await waiting(closing, 20_000)
  closing.vault.stopWaiting()
  assert.equal((await waits.letter).letter, null)
  assert.ok(performance.now() - begin < 15_000)
  await closing.drop()
})
