import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, test } from 'vitest'
import { addressOf } from '#adapters/postgres/admin.ts'
import { connect } from '#lib/call/connect.ts'
import { calls } from '#processes/calls.ts'
import { processes } from '#processes/table.ts'
import { ask, askByTls } from '#test/cast/ask.ts'
import { sendWithPasskey } from '#test/cast/key-holder.ts'
import { passkey } from '#test/cast/passkey.ts'
import { pollUntil } from '#test/cast/poll.ts'
import { visitorOf } from '#test/cast/visitor.ts'
import { selfSigned } from '#test/ground/certificate.ts'
import { type Throwaway, throwawayCluster } from '#test/ground/cluster.ts'
import { type OwnInstallation, ownInstallation, type Running } from '#test/ground/installation.ts'

/*
 * A production start with all that it demands: names with https, a certificate, a PostgreSQL of
 * somebody else, a relay. What cannot be shown here: money of a real provider, and letters that
 * arrive; the market is opened with the provider `none`, and its relay does not exist.
 */
const longMillis = 120_000
let own: OwnInstallation
let elsewhere: Throwaway
let running: Running
let settings: Record<string, string>
let secure: typeof ask

beforeAll(async () => {
  own = await ownInstallation()
  elsewhere = await throwawayCluster()
  const names = ['shop', 'account', 'pay', 'console'].map((each) => `${each}.market.example`)
  const { cert, key } = selfSigned(names)
  secure = askByTls(cert)
  const [certFile, keyFile] = [join(own.data, 'cert.pem'), join(own.data, 'key.pem')]
  writeFileSync(certFile, cert)
  writeFileSync(keyFile, key, { mode: 0o600 })
  const database = addressOf({ ...elsewhere.server, host: '127.0.0.1' }, 'postgres')
  settings = {
    DOZO_PRODUCTION: '1',
    MARKET_DATABASE_ADMIN_URL: database,
    VAULT_DATABASE_ADMIN_URL: database,
    TLS_CERTIFICATE: certFile,
    TLS_KEY: keyFile,
    MONITOR_CA_FILE: certFile,
    LISTEN_ADDRESS: '127.0.0.1',
    PAYMENT_PROVIDERS: 'none',
    SMTP_URL: 'smtps://relay.market.example:465',
    MAIL_FROM: 'Market <market@market.example>',
    LOOK_EVERY_MILLIS: '500',
    ...Object.fromEntries(
      names.map((name) => [
        `${name.split('.')[0]!.toUpperCase()}_ORIGIN`,
        `https://${name}:${own.port}`,
      ]),
    ),
  }
  running = await own.start(settings)
}, longMillis)
afterAll(async () => {
  await running?.stop()
  await elsewhere?.stop()
  own?.remove()
}, longMillis)

const site = (name: string) => `https://${name}.market.example:${own.port}`
const visitor = () =>
  visitorOf(
    {
      shop: site('shop'),
      account: site('account'),
      pay: site('pay'),
      console: site('console'),
      provider: '',
      mailbox: '',
    },
    secure,
  )

test('a production start runs the nine and nothing for practice, on a PostgreSQL elsewhere', async () => {
  const { production, processes: running, databases } = await own.status()
  assert.equal(production, true)
  const names = running.filter(({ ready }) => ready).map(({ name }) => name)
  assert.deepEqual(names.sort(), processes.map(({ name }) => name).sort())
  for (const each of databases) {
    const { host, port, pid } = each
    assert.deepEqual(
      { host, port, pid },
      { host: '127.0.0.1', port: elsewhere.server.port, pid: null },
    )
  }
  assert.equal(existsSync(join(own.data, 'postgres')), false)
})

test('people come by TLS, under the names it has, and by nothing else', async () => {
  const shop = await visitor().open(site('shop'))
  assert.equal(shop.status, 200)
  assert.match(String(shop.headers['strict-transport-security']), /max-age=\d{7}/)
  assert.equal((await visitor().open(`${site('pay')}/?t=x`)).status, 200)
  assert.match(
    (await visitor().get(`${site('shop')}/log/checkpoint`)).text,
    /^shop\.market\.example/,
  )
  await assert.rejects(ask(`http://localhost:${own.port}/`))
  await assert.rejects(secure(`https://elsewhere.example:${own.port}/`), /altnames/)
  const { status } = await secure(site('shop'), { headers: { host: 'shop.market.example' } })
  assert.equal(status, 421)
})

test('the first operator enrols by the link that the start printed, and nobody else can', async () => {
  const link = /https:\S+enrolment\?link=\S+/.exec(running.output())?.[0] ?? ''
  const operator = { visitor: visitor(), passkey: passkey() }
  const page = await operator.visitor.open(link)
  const who = { name: '修', address: 'osamu@market.example' }
  assert.equal((await sendWithPasskey(operator, page, '/enrolment', who)).status, 303)
  assert.equal((await operator.visitor.open(`${site('console')}/`)).status, 200)
  const again = { visitor: visitor(), passkey: passkey() }
  const second = await again.visitor.open(link)
  assert.ok(
    second.status >= 400 || (await sendWithPasskey(again, second, '/enrolment', who)).status >= 400,
  )
})

test('a letter that the relay does not take waits in the vault, and no log line says to whom', async () => {
  const address = 'waiting.aiko@people.example'
  const guest = visitor()
  const page = await guest.open(`${site('account')}/sign-in`)
  assert.equal((await guest.submit(page, '/sign-in', { address })).status, 303)
  const client = new pg.Client({ connectionString: addressOf(elsewhere.server, 'dozo_vault') })
  await client.connect()
  await pollUntil(
    'the letter was tried and waits',
    async () => {
      const text = `select 1 from letters where template = 'sign-in-code' and finished_at is null
        and tries > 0`
      return (await client.query(text)).rowCount === 1
    },
    30_000,
  )
  await client.end()
  const log = readFileSync(join(own.data, 'logs/mailer.log'), 'utf8')
  assert.ok(!log.includes('waiting.aiko'))
})

test(
  'the monitor sees the payment page and the log by TLS, and nothing is wrong',
  async () => {
    const path = join(own.data, 'run/monitor/for-console/socket')
    const monitor = connect(calls.monitor.console, { path })
    const { alarms } = await pollUntil(
      'the monitor has looked',
      async () => {
        const standing = await monitor.standing()
        return standing.lastLook !== null && standing
      },
      20_000,
    )
    monitor.close()
    assert.deepEqual(alarms, [])
    const logKey = join(own.data, 'monitor/witness/log-key')
    await pollUntil('the witness has the key of the log', async () => existsSync(logKey), 20_000)
  },
  longMillis,
)

test(
  'without a certificate or a proxy that has one, a production start is refused',
  async () => {
    for (const missing of ['TLS_KEY', 'SMTP_URL', 'CONSOLE_ORIGIN']) {
      const other = await ownInstallation()
      const given = Object.entries(settings).filter(([name]) => name !== missing)
      await assert.rejects(other.start(Object.fromEntries(given)), new RegExp(missing))
      other.remove()
    }
  },
  longMillis,
)
