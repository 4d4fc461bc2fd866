import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { createTransport } from 'nodemailer'
import { afterAll, beforeAll, test } from 'vitest'
import { type Arrived, hearMail } from '#adapters/mail/incoming.ts'
import { Refusal } from '#lib/refusal.ts'
import { vaultForMonitor } from '#trust/vault/calls/for-monitor.ts'

const domains = ['birds.example', 'nest.example']
const arrived: Arrived[] = []
let isDeaf = false
let port: number
let stop: () => Promise<void>
beforeAll(async () => {
  port = await freePort()
  stop = await hearMail({ port, address: '127.0.0.1', domains }, async (mail) => {
    if (isDeaf) throw new Error('nobody to tell')
    arrived.push(mail)
  })
})
afterAll(() => stop())

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port: found } = server.address() as { port: number }
      server.close(() => resolve(found))
    })
  })
}

async function send(to: string): Promise<void> {
  const relay = createTransport({ host: '127.0.0.1', port, secure: false, ignoreTLS: true })
  const mail = { from: 'offer@elsewhere.example', to, messageId: '<1@elsewhere.example>' }
  await relay.sendMail({ ...mail, subject: 'An offer', text: 'Cheap! '.repeat(20_000) })
  relay.close()
}

test('a mail to one of the domains is told of by address and Message-ID', async () => {
  await send('haruka.tanaka82@birds.example')
  assert.deepEqual(arrived, [
    { address: 'haruka.tanaka82@birds.example', messageId: '1@elsewhere.example' },
  ])
})

test('mail to any other domain is not taken: this is no relay', async () => {
  await assert.rejects(send('aiko@people.example'))
  assert.equal(arrived.length, 1)
})

test('a mail that nobody could be told of is not taken, so that it comes again', async () => {
  isDeaf = true
  await assert.rejects(send('mori_ken1975@nest.example'))
  isDeaf = false
  await send('mori_ken1975@nest.example')
  assert.equal(arrived.length, 2)
})

test('who is told of among several does not depend on the others of them', async () => {
  const told: string[] = []
  const at = await freePort()
  const close = await hearMail({ port: at, address: '127.0.0.1', domains }, async ({ address }) => {
    if (address.startsWith('no-such')) throw new Refusal('bad-input')
    told.push(address)
  })
  const to = ['no-such@birds.example', 'haruka.tanaka82@birds.example']
  const relay = createTransport({ host: '127.0.0.1', port: at, secure: false, ignoreTLS: true })
  await relay.sendMail({ from: 'offer@elsewhere.example', to, subject: 'Offer', text: 'Cheap!' })
  relay.close()
  await close()
  assert.deepEqual(told, ['haruka.tanaka82@birds.example'])
})

test('a Message-ID that nobody may have keeps no recipient from being told of', async () => {
  const told: Arrived[] = []
  const at = await freePort()
  const close = await hearMail({ port: at, address: '127.0.0.1', domains }, async (mail) => {
    told.push(vaultForMonitor.canaryMailed.in.parse(mail))
  })
  const relay = createTransport({ host: '127.0.0.1', port: at, secure: false, ignoreTLS: true })
  const address = 'haruka.tanaka82@birds.example'
  for (const sign of ['\u0007', '\u00e9', ' ']) {
    const envelope = { from: 'offer@elsewhere.example', to: address }
    const raw = `Message-ID: <1${sign}@elsewhere.example>\r\nSubject: Offer\r\n\r\nCheap!\r\n`
    await relay.sendMail({ envelope, raw })
  }
  relay.close()
  await close()
  const nameless = { address, messageId: '' }
  assert.deepEqual(told, [nameless, nameless, nameless])
})
