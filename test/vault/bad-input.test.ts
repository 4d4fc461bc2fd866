import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect as dial } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { base64url } from '#lib/base64url.ts'
import { serveCalls } from '#lib/call/serve.ts'
import type { RefusalCode } from '#lib/refusal.ts'
import { calls } from '#processes/calls.ts'
import { limitsOf } from '#trust/answers/limits.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { allLetters, firstOperator, guestOrder, inTime, paid, signIn } from './people.ts'

let town: TestVault
let folder: string
let server: { close(): Promise<void> }
const faults: unknown[] = []
beforeAll(async () => {
  town = await openTestVault()
  folder = await mkdtemp(join(tmpdir(), 'dozo-bad-'))
  server = await serveCalls({
    path: join(folder, 'vault.sock'),
    calls: calls.vault.accounts,
    handlers: town.ask.accounts,
    onFault: (fault) => faults.push(fault),
  })
})
afterAll(async () => {
  await server.close()
  await town.drop()
  await rm(folder, { recursive: true })
})

beforeEach(() => {
  faults.length = 0
})

interface Answer {
  output?: unknown
  refusal?: { code: RefusalCode; message: string; details: { field?: string } }
}

/** Sends bytes as they are, and gives what came back; undefined when the line was cut. */
async function sent(bytes: Buffer): Promise<Answer | undefined> {
  const socket = dial(join(folder, 'vault.sock'))
  const chunks: Buffer[] = []
  return new Promise((resolve) => {
    socket.on('data', (chunk) => {
      chunks.push(chunk)
      const all = Buffer.concat(chunks)
      if (all.length < 4 || all.length < 4 + all.readUInt32BE(0)) return
      resolve(JSON.parse(all.subarray(4).toString()))
      socket.destroy()
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(undefined))
    socket.write(bytes)
  })
}

function frame(text: string): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(Buffer.byteLength(text))
  return Buffer.concat([head, Buffer.from(text)])
}

const asked = (name: string, input: unknown) =>
  sent(frame(JSON.stringify({ id: 1, name, input, deadline: Date.now() + 10_000 })))

const order = () => ({ order: randomUUID(), session: null, receiptName: '', locale: 'ja' })
const bound = (change: object) => ({ ...order(), address: 'aiko@people.example', ...change })
const secret = () => base64url(randomBytes(32))
const mark = 'mark-5e1d'

/** What is wrong with it, the call, its input, the refusal, and the field it is about. */
const table: [string, string, unknown, RefusalCode, string?][] = [
  ['a number as an address', 'bindOrder', bound({ address: 7 }), 'bad-input', 'address'],
  ['a list as an address', 'bindOrder', bound({ address: [mark] }), 'bad-input', 'address'],
  ['no address and no session', 'bindOrder', bound({ address: null }), 'bad-input', 'address'],
  ['half an address', 'bindOrder', bound({ address: `${mark}@` }), 'bad-input', 'address'],
  ['two ats', 'bindOrder', bound({ address: `${mark}@a@b.example` }), 'bad-input', 'address'],
  ['a NUL in an address', 'bindOrder', bound({ address: `${mark}\0@b.example` }), 'bad-input'],
  ['a line break in an address', 'bindOrder', bound({ address: `${mark}\n@b.ex` }), 'bad-input'],
  ['an address turned round', 'bindOrder', bound({ address: `${mark}\u202e@b.ex` }), 'bad-input'],
  ['a hidden letter', 'bindOrder', bound({ address: `${mark}\u200b@b.example` }), 'bad-input'],
  ['a domain that is none', 'bindOrder', bound({ address: `${mark}@-b-.example` }), 'bad-input'],
  ['a megabyte of name', 'bindOrder', bound({ receiptName: mark.repeat(120_000) }), 'bad-input'],
  ['a bell in a name', 'bindOrder', bound({ receiptName: `${mark}\u0007` }), 'bad-input'],
  ['a name turned round', 'bindOrder', bound({ receiptName: `${mark}\u2066` }), 'bad-input'],
  ['half a letter', 'bindOrder', bound({ receiptName: `${mark}\ud800` }), 'bad-input'],
  ['another language', 'bindOrder', bound({ locale: mark }), 'bad-input', 'locale'],
  ['an order that is no id', 'bindOrder', bound({ order: mark }), 'bad-input', 'order'],
  ['a field too much', 'bindOrder', bound({ [mark]: mark }), 'bad-input'],
  ['a field too little', 'bindOrder', { order: randomUUID() }, 'bad-input'],
  ['a prototype', 'bindOrder', JSON.parse(`{"__proto__":{"x":"${mark}"}}`), 'bad-input'],
  ['nothing', 'bindOrder', null, 'bad-input'],
  ['a text', 'bindOrder', mark, 'bad-input'],
  ['a call that is not there', mark, {}, 'not-allowed'],
  ['a call of another caller', 'takeLetter', { waitMillis: 0 }, 'not-allowed'],
  ['a call of every object', 'constructor', {}, 'not-allowed'],
  ['a made-up session', 'myRecords', { session: secret(), after: null }, 'sign-in-needed'],
  [
    'a session cut short',
    'myRecords',
    { session: secret().slice(0, 8), after: null },
    'sign-in-needed',
  ],
  [
    'a session too long',
    'myRecords',
    { session: secret() + secret(), after: null },
    'bad-input',
    'session',
  ],
  [
    'a session that is no bytes',
    'myRecords',
    { session: `${mark}=`, after: null },
    'bad-input',
    'session',
  ],
  ['a negative page', 'myOrders', { session: secret(), limit: -1 }, 'bad-input', 'limit'],
  ['half a page', 'myOrders', { session: secret(), limit: 1.5 }, 'bad-input', 'limit'],
]

test('whatever is wrong with it, an input is refused by a name, and nothing is kept', async () => {
  // What was refused is told once, whatever it was.
  const counted = () =>
    town.look(`select (select count(*) from records) as records,
      (select count(*) from bindings) as bindings, (select count(*) from letters) as letters,
      (select count(*) from log_entries
        where purpose not in ('without-fact', 'session-refused')) as entries`)
  const before = await counted()
  for (const [what, name, input, code, field] of table) {
    const answer = await asked(name, input)
    assert.equal(answer?.refusal?.code, code, `${what}: ${JSON.stringify(answer)?.slice(0, 200)}`)
    if (field) assert.equal(answer.refusal.details.field, field, what)
    assert.ok(!JSON.stringify(answer).includes(mark), `${what}: repeats what was sent`)
  }
  assert.deepEqual(await counted(), before)
  assert.deepEqual(faults, [])
})

test('frames that are no frames cost their own line only, and are told by a reference', async () => {
  const huge = Buffer.alloc(4)
  huge.writeUInt32BE(10 * 1024 * 1024)
  const lines: Buffer[] = [
    Buffer.concat([huge, Buffer.from(mark)]),
    frame(`{"id":1,"name":"${mark}`),
    frame('[]'),
    frame('{"id":0,"name":"x","input":null,"deadline":0}'),
    Buffer.from([0, 0, 0, 2, 0xff, 0xff]),
    Buffer.from('GET / HTTP/1.1\r\n\r\n'),
  ]
  for (const line of lines) assert.equal(await sent(line), undefined, line.toString().slice(0, 40))
  assert.equal(faults.length, lines.length)
  assert.ok(!JSON.stringify(faults.map(String)).includes(mark))
  assert.ok((await asked('signInChallenge', null))?.output)
})

test('a name of ten megabytes is given up by its size, and the vault goes on', async () => {
  assert.equal(await asked('bindOrder', bound({ receiptName: mark.repeat(1_200_000) })), undefined)
  assert.ok((await asked('signInChallenge', null))?.output)
})

test('unusual mailboxes are mailboxes, and look-alikes stay apart', async () => {
  const spellings = [
    'aiko+shop@people.example',
    'aiko@people.example',
    'aiko@bücher.example',
    'aikо@people.example',
    'aiko@peоple.example',
    '愛子@people.example',
  ]
  const members = new Set<string>()
  for (const address of spellings) members.add((await signIn(town, address)).member)
  assert.equal(members.size, spellings.length)
  const same = await signIn(town, ' AIKO@XN--BCHER-KVA.example')
  assert.ok(members.has(same.member))
})

test('the code goes to the mailbox that it proves, not to another spelling of it', async () => {
  await allLetters(town)
  const address = ' ＡＩＫＯ.Mori@People.Example'
  const wish = { browserSecret: randomBytes(16), locale: 'ja', source: randomUUID() } as const
  await town.ask.accounts.startSignIn({ ...wish, address, known: null }, inTime)
  await paid(town, await guestOrder(town, address))
  const letters = await allLetters(town)
  assert.deepEqual(
    letters.map(({ to }) => to),
    ['aiko.mori@people.example', 'aiko.mori@people.example'],
  )
})

test('a token of another site, order or use opens nothing', async () => {
  const { session } = await signIn(town, 'tokens@people.example')
  const operator = await firstOperator(town)
  const mine = await guestOrder(town, 'tokens@people.example')
  const other = await guestOrder(town, 'else@people.example')
  const { payTicket } = await town.ask.accounts.bindOrder(
    { ...order(), order: mine, address: 'tokens@people.example', locale: 'ja' },
    inTime,
  )
  const wire = (bytes: Buffer) => base64url(bytes)
  const tries: [string, string, object, RefusalCode][] = [
    [
      'an operator’s session',
      'myRecords',
      { session: wire(operator.session), after: null },
      'sign-in-needed',
    ],
    [
      'a pass to pay',
      'receiptOf',
      { order: mine, session: null, orderAccess: wire(payTicket) },
      'ticket-unknown',
    ],
    [
      'a session of somebody else',
      'receiptOf',
      { order: other, session: wire(session), orderAccess: null },
      'not-yours',
    ],
  ]
  for (const [what, name, input, code] of tries) {
    assert.equal((await asked(name, input))?.refusal?.code, code, what)
  }
  const told = await town.look(`select 1 from log_entries where purpose = 'without-fact'`)
  assert.equal(told.length, 1)
})

test('in a flood of codes from one network others still sign in, and nothing is lost', async () => {
  await allLetters(town)
  const flood = Array.from({ length: 300 }, (_, count) =>
    asked('startSignIn', {
      address: `flood-${count}@people.example`,
      browserSecret: base64url(randomBytes(16)),
      locale: 'ja',
      source: '203.0.113.9',
      known: null,
    }),
  )
  const calm = signInWith('calm@people.example')
  const answers = await Promise.all(flood)
  // A caller has so many lines and no more; what was cut off asked nothing.
  const heard = answers.filter((answer) => answer !== undefined)
  const codes = heard.map((answer) => answer.refusal?.code ?? 'taken')
  assert.deepEqual([...new Set(codes)].sort(), ['taken', 'too-many-tries'])
  assert.ok(await calm)
  const taken = codes.filter((code) => code === 'taken').length
  assert.equal((await allLetters(town)).length, taken + 1)
})

const signInWith = (address: string) =>
  town.ask.accounts.startSignIn(
    {
      address,
      browserSecret: randomBytes(16),
      locale: 'ja',
      source: '198.51.100.7',
      known: null,
    },
    inTime,
  )

test('a quota for a purpose that is not there is refused at the start', () => {
  assert.throws(() => limitsOf('everything=1'), /names no purpose/)
  assert.throws(() => limitsOf('receipt=many'), /needs a number/)
})
