import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, test } from 'vitest'
import { MailFailure } from '#adapters/mail/failure.ts'
import { type Letter, type LetterSender, smtpSender } from '#adapters/mail/smtp.ts'
import type { Letter as Received } from '#sandbox/mailbox/letters.ts'
import { browse } from './browse.ts'
import { freePorts, type Running, run, temporaryFolder } from './running.ts'

let origin: string
let smtpPort: number
let program: Running
let sender: LetterSender
let restart: () => Promise<void>
let removeFolder: () => Promise<void>

beforeAll(async () => {
  const [webPort, port] = await freePorts(2)
  const folder = await temporaryFolder()
  const env = {
    MAILBOX_WEB_PORT: String(webPort),
    MAILBOX_SMTP_PORT: String(port),
    MAILBOX_DATA_DIR: folder.path,
    MAILBOX_MOST_LETTERS: '30',
    MAILBOX_MOST_BYTES: '200000',
  }
  smtpPort = port!
  origin = `http://mailbox.localhost:${webPort}`
  program = await run('mailbox', env)
  sender = smtpTo(smtpPort)
  removeFolder = folder.remove
  restart = async () => {
    await program.kill()
    program = await run('mailbox', env)
  }
})
afterAll(async () => {
  sender.close()
  await program.stop()
  await removeFolder()
})

function smtpTo(port: number): LetterSender {
  return smtpSender({ host: '127.0.0.1', port, tls: 'none', login: null, connections: 2 })
}

const japanese: Letter = {
  messageId: '<confirmation.0190@shop.example>',
  from: { name: '土蔵マーケット「花屋」注文係', address: 'orders@shop.example' },
  to: 'aiko@mail.example',
  subject:
    'ご注文ありがとうございます：『銀河鉄道の夜 — 挿絵入り特装版・第二巻』ほか二点のご確認 🏮 髙橋様・﨑の字も',
  text: 'このメールはテキストです。\n\n行頭の\n.ドット\nと、とても長い行：'.concat(
    'あ'.repeat(900),
    '\nおわり',
  ),
  html: '<p style="color:#123456">ありがとう <a href="http://localhost:8080/">店へ</a></p>',
  headers: {
    'Auto-Submitted': 'auto-generated',
    'X-Dozo-Long': `v=${'0123456789 '.repeat(60)}end`,
  },
}

async function mailFor(to: string, more = ''): Promise<Received[]> {
  const path = `/api/messages?to=${encodeURIComponent(to)}${more}`
  return JSON.parse((await browse(`${origin}${path}`)).text).messages
}

test('a Japanese letter arrives letter by letter, long headers and lines too', async () => {
  await sender.send(japanese)
  const [got] = await mailFor('AIKO@mail.example')
  assert.equal(got?.subject, japanese.subject)
  assert.equal(got?.text.trimEnd(), japanese.text)
  assert.equal(got?.html.trimEnd(), japanese.html)
  assert.equal(got?.messageId, japanese.messageId)
  assert.equal(got?.from, japanese.from.address)
  assert.deepEqual(got?.to, ['aiko@mail.example'])
  const header = (name: string) => got?.headers.find((each) => each.name === name)?.value
  assert.equal(header('auto-submitted'), 'auto-generated')
  assert.equal(header('x-dozo-long'), japanese.headers['X-Dozo-Long'])

  const raw = (await browse(`${origin}/letters/${got!.id}/raw`)).text
  for (const line of raw.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 998, line.slice(0, 80))
  assert.ok(/^From: =\?UTF-8\?/m.test(raw), 'the sender is encoded for old mail programs')
})

test('an English letter arrives as it was', async () => {
  const letter: Letter = {
    ...japanese,
    messageId: '<english@shop.example>',
    to: 'ren@mail.example',
    subject: `Your order, thank you: ${'a long title that goes on, '.repeat(8)}end`,
    text: 'Hello\n\nFrom here to there.\n',
    html: '<p>Hello</p>',
  }
  await sender.send(letter)
  const [got] = await mailFor('ren@mail.example')
  assert.equal(got?.subject, letter.subject)
  assert.equal(got?.text.trimEnd(), letter.text.trimEnd())
})

test('a letter sent twice is shown twice, and the second is marked', async () => {
  const letter = { ...japanese, messageId: '<twice@shop.example>', to: 'twice@mail.example' }
  await sender.send(letter)
  await sender.send(letter)
  const got = await mailFor('twice@mail.example')
  assert.deepEqual(
    got.map((each) => each.repeats),
    [1, 0],
  )
  const list = await browse(`${origin}/?to=twice@mail.example&lang=en`)
  assert.ok(list.text.includes('Copy 2 of the same mail'))
})

test('an address refused for good and one refused for now are told apart, without the address', async () => {
  for (const [name, kind] of [
    ['nobody', 'permanent'],
    ['later', 'temporary'],
  ] as const) {
    await assert.rejects(sender.send({ ...japanese, to: `${name}@mail.example` }), (thrown) => {
      assert.ok(thrown instanceof MailFailure)
      assert.equal(thrown.kind, kind)
      assert.ok(!`${thrown.stack}${(thrown.cause as Error).stack}`.includes('mail.example'))
      assert.match(String(thrown.cause), kind === 'permanent' ? /550/ : /451/)
      return true
    })
  }
})

test('a letter too large for the relay is refused for good', async () => {
  const letter = { ...japanese, text: 'x'.repeat(250_000) }
  await assert.rejects(sender.send(letter), { name: 'MailFailure', kind: 'permanent' })
})

test('a relay that is away is worth another try', async () => {
  const [nobodyThere] = await freePorts(1)
  const away = smtpTo(nobodyThere!)
  await assert.rejects(away.send(japanese), { name: 'MailFailure', kind: 'temporary' })
  away.close()
})

test('one letter goes to one address: lists and line breaks are refused before any relay', async () => {
  for (const to of [
    'a@x.example, b@x.example',
    'a@x.example\r\nBcc: b@x.example',
    'Aiko <a@x.example>',
    'a',
  ]) {
    await assert.rejects(sender.send({ ...japanese, to }), { kind: 'permanent' })
  }
  const subject = 'hello\r\nBcc: victim@mail.example'
  await sender.send({ ...japanese, subject, to: 'lines@mail.example' })
  const [got] = await mailFor('lines@mail.example')
  assert.ok(got && !got.headers.some((each) => each.name === 'bcc'))
})

test('clear text leaves this machine never', () => {
  const settings = { port: 25, tls: 'none' as const, login: null, connections: 1 }
  assert.throws(() => smtpSender({ ...settings, host: 'relay.example' }), RangeError)
})

test('letters survive kill -9', async () => {
  await sender.send({ ...japanese, to: 'kept@mail.example' })
  await restart()
  assert.equal((await mailFor('kept@mail.example')).length, 1)
  await sender.send({ ...japanese, to: 'kept@mail.example' })
  assert.equal((await mailFor('kept@mail.example')).length, 2)
})

test('a waiting test is told when the letter comes, and waits no longer than it asked', async () => {
  const waiting = mailFor('awaited@mail.example', '&wait=10')
  await sender.send({ ...japanese, to: 'awaited@mail.example' })
  assert.equal((await waiting).length, 1)
  assert.deepEqual(await mailFor('never@mail.example', '&wait=0.2'), [])
})

test('a hostile letter runs nothing, loads nothing and sends nothing', async () => {
  const html = `<script>alert(1)</script><img src="http://tracker.example/x.png" onerror="alert(1)">
<a href="javascript:alert(1)" onclick="x()">go</a><form action="http://x.example"><input name=a></form>
<style>body{background:url(http://x.example)}</style><p style="color:red">hello</p>
<iframe src="http://x.example"></iframe><base href="http://x.example">`
  await sender.send({ ...japanese, html, to: 'hostile@mail.example' })
  const [got] = await mailFor('hostile@mail.example')
  const frame = await browse(`${origin}/letters/${got!.id}/html`)
  assert.ok(
    !/script|onerror|onclick|<form|<input|<style|<iframe|<base|tracker|x\.example/.test(frame.text),
  )
  assert.ok(frame.text.includes('<p style="color:red">hello</p>'))
  const policy = String(frame.headers['content-security-policy'])
  assert.match(policy, /^sandbox allow-popups/)
  assert.match(policy, /style-src 'unsafe-hashes' 'sha256-/)
  assert.ok(!policy.includes('unsafe-inline'))
  const page = await browse(`${origin}/letters/${got!.id}`)
  assert.ok(!page.text.includes('<script'))
})

test('the mailbox keeps only so many letters, the newest', async () => {
  for (let count = 0; count < 32; count += 1) {
    await sender.send({ ...japanese, subject: `letter ${count}`, to: 'many@mail.example' })
  }
  const got = await mailFor('many@mail.example', '&limit=200')
  assert.equal(got.length, 30)
  assert.equal(got[0]?.subject, 'letter 31')
})

test('a program that hangs up in the middle of a letter leaves nothing behind', async () => {
  const before = (await mailFor('')).length
  const socket = connect(smtpPort, '127.0.0.1')
  await once(socket, 'data')
  for (const line of ['EHLO x', 'MAIL FROM:<a@x.example>', 'RCPT TO:<half@mail.example>', 'DATA']) {
    socket.write(`${line}\r\n`)
    await once(socket, 'data')
  }
  socket.write('Subject: half a letter\r\n\r\nand then')
  socket.destroy()
  await new Promise((resolve) => setTimeout(resolve, 200))
  assert.equal((await mailFor('half@mail.example')).length, 0)
  assert.equal((await mailFor('')).length, before)
})

test('other host names, other sites and bad questions are refused', async () => {
  assert.equal((await browse(origin, { headers: { host: 'evil.example' } })).status, 421)
  const foreign = { form: {}, headers: { origin: 'http://evil.example' } }
  assert.equal((await browse(`${origin}/emptying`, foreign)).status, 403)
  assert.equal((await browse(`${origin}/api/messages?limit=9999`)).status, 422)
  assert.equal((await browse(`${origin}/letters/999999`)).status, 404)
})
