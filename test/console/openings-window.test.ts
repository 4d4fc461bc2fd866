import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { consoleSite } from '#sites/console/app.tsx'
import type { ConsoleNeeds } from '#sites/console/needs.ts'
import { openTestVault, type TestVault } from '#test/vault/open-vault.ts'
import { firstOperator, inTime, signIn } from '#test/vault/people.ts'
import type { VaultForConsole } from '#trust/vault/client.ts'

let town: TestVault
let app: ReturnType<typeof consoleSite>
let cookie: string
beforeAll(async () => {
  town = await openTestVault({ statementMillis: 5_000 })
  town.clock.set('2026-04-02T03:00:00Z')
  const { session } = await firstOperator(town, 'yuki@people.example')
  cookie = `__Host-console=${session.toString('base64url')}`
  for (const name of ['aiko', 'ren']) {
    const member = await signIn(town, `${name}@people.example`)
    for (let times = 0; times < 2; times += 1) {
      await town.ask.accounts.myContact({ session: member.session }, inTime)
    }
  }
  const origin = 'http://console.localhost'
  app = consoleSite({
    vault: vaultOf(town),
    origins: { console: origin, shop: 'http://localhost' },
    market: { name: 'Dozo' },
    asset: (name: string) => `/assets/${name}`,
    clock: town.clock,
    onFault: ({ error }: { error: unknown }) => assert.fail(String(error)),
  } as unknown as ConsoleNeeds)
})
afterAll(() => town.drop())

/** The calls of a socket, answered in this process. */
function vaultOf({ ask }: TestVault): VaultForConsole {
  type Answer = (want: unknown, context: typeof inTime) => Promise<unknown>
  const answers = ask.console as unknown as Record<string, Answer>
  return new Proxy({} as VaultForConsole, {
    get: (_, name) => async (want: unknown) => answers[String(name)]!(want, inTime),
  })
}

async function get(path: string, lang = 'en', headers: Record<string, string> = { cookie }) {
  const url = new URL(path, 'http://console.localhost')
  url.searchParams.set('lang', lang)
  const answer = await app.request(url, { headers })
  return { status: answer.status, headers: answer.headers, text: await answer.text() }
}

const wordsOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const day = 'from=2026-04-02T11:00&to=2026-04-02T13:00'

test('the privacy officer sees who opened what for what, and how many people it was', async () => {
  const { status, text } = await get(`/openings/window?${day}`)
  assert.equal(status, 200)
  const words = wordsOf(text)
  assert.match(words, /data of 2 people was opened/)
  assert.match(words, /To show a person their own contact Pages of members and sellers Contact 4 2/)
  assert.doesNotMatch(words, /my-contact|@people\.example/)
  const japanese = wordsOf((await get(`/openings/window?${day}`, 'ja')).text)
  assert.match(japanese, /2人の情報が開かれました/)
  assert.match(japanese, /本人への連絡先の表示/)
})

test('one process alone is counted alone, and a window without openings says so', async () => {
  const mailer = wordsOf((await get(`/openings/window?${day}&by=mailer`)).text)
  assert.doesNotMatch(mailer.split('Purpose')[1]!, /Pages of members and sellers/)
  const before = wordsOf(
    (await get('/openings/window?from=2026-03-01T00:00&to=2026-03-02T00:00')).text,
  )
  assert.match(before, /Nothing was opened in this window/)
  assert.doesNotMatch(before, /Save as CSV/)
})

test('a window that is none is said at its field, with what was typed', async () => {
  const { status, text } = await get('/openings/window?from=2026-04-02T13:00&to=2026-04-02T11:00')
  assert.equal(status, 422)
  assert.match(wordsOf(text), /later than “From”/)
  assert.match(text, /value="2026-04-02T11:00"/)
  assert.equal((await get('/openings/window.csv?from=x&to=y')).status, 422)
})

test('a window with too much in it to count asks for a shorter one, and keeps what was typed', async () => {
  // Held until the statement's own limit ends it, as a year of openings would be.
  await town.look('begin')
  await town.look('lock table log_entries in access exclusive mode')
  try {
    const { status, text } = await get(`/openings/window?${day}&by=mailer`)
    assert.equal(status, 422)
    assert.match(wordsOf(text), /Please ask for a shorter time/)
    assert.match(text, /value="2026-04-02T11:00"/)
    assert.match(text, /value="mailer" selected/)
  } finally {
    await town.look('rollback')
  }
  assert.equal((await get(`/openings/window?${day}`)).status, 200)
})

test('the same numbers come as a file, to nobody but an operator', async () => {
  const { status, headers, text } = await get(`/openings/window.csv?${day}`)
  assert.equal(status, 200)
  assert.equal(headers.get('content-type'), 'text/csv; charset=utf-8')
  assert.match(headers.get('content-disposition') ?? '', /filename="openings-2026-04-02T1100-/)
  assert.match(text, /"accounts","my-contact","contact",.*,"4","2"\r\n/)
  assert.match(text, /"Together","","","\d+","2"\r\n$/)
  assert.equal((await get(`/openings/window.csv?${day}`, 'en', {})).status, 303)
})

test('the list of openings has words instead of codes', async () => {
  const words = wordsOf((await get('/openings')).text)
  assert.match(words, /To show a person their own contact/)
  assert.doesNotMatch(words, /my-contact|mailbox-proven/)
})
