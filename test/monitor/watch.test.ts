import assert from 'node:assert/strict'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, test } from 'vitest'
import { systemClock } from '#lib/clock.ts'
import { systemIds } from '#lib/ids.ts'
import { logger } from '#lib/log.ts'
import { selfSigned } from '#test/ground/certificate.ts'
import { openTestVault, type TestVault } from '#test/vault/open-vault.ts'
import { keepWatch } from '#trust/integrity/keep-watch.ts'
import { manifestOf } from '#trust/integrity/manifest.ts'
import { standingFile } from '#trust/integrity/standing-file.ts'
import { frontDoor, lookAtPayPage } from '#trust/integrity/watch.ts'
import { raiseAlarm } from '#trust/letters/alarms.ts'

const policy = "default-src 'none'"
let house: TestVault
let folder: string
let server: Server
/** Whether the vault can be reached. */
let isVaultThere = true
let watch: ReturnType<typeof keepWatch> | undefined

beforeAll(async () => {
  house = await openTestVault()
})
afterAll(() => house.drop())

beforeEach(async () => {
  isVaultThere = true
  folder = await mkdtemp(join(tmpdir(), 'dozo-watch-'))
  await mkdir(join(folder, 'public/pay'), { recursive: true })
  await mkdir(join(folder, 'public/assets'), { recursive: true })
  for (const page of ['index', 'en']) {
    const file = join(folder, `public/pay/${page}.html`)
    await writeFile(file, '<script src="/assets/pay-1.js"></script>')
  }
  await writeFile(join(folder, 'public/assets/pay-1.js'), 'amount()')
  manifest = await manifestOf(folder)
  pages = async (request, answer) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://pay.localhost')
    const page = `/pay/${searchParams.get('lang') === 'en' ? 'en' : 'index'}.html`
    answer.setHeader('content-security-policy', policy)
    answer.end(await readFile(join(folder, 'public', pathname === '/' ? page : pathname)))
  }
  server = createServer(pages)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterEach(async () => {
  await watch?.close()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await rm(folder, { recursive: true })
})

let pages: RequestListener
let manifest: Awaited<ReturnType<typeof manifestOf>>

async function watching() {
  const { port } = server.address() as AddressInfo
  const door = { address: '127.0.0.1', port, host: `pay.localhost:${port}` }
  const file = standingFile(join(folder, 'standing.json'))
  watch = keepWatch({
    look: async () => {
      const findings = await lookAtPayPage(door, { manifest, policy })
      return findings && { kind: 'page-changed', findings }
    },
    silence: { kind: 'page-away', looks: 9 },
    vault: {
      raiseAlarm: async (alarm) => {
        if (!isVaultThere) throw new Error('the vault is away')
        await raiseAlarm(house.vault.core, alarm)
      },
    },
    file,
    clock: systemClock,
    newId: systemIds,
    log: logger('monitor', () => {}, systemClock),
    everyMillis: 20,
  })
  return watch
}

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 10_000
  while (!holds()) {
    assert.ok(Date.now() < end, 'it did not happen in time')
    await pause(10)
  }
}

/** Changed as a whole: who looks at that moment sees the old or the new one. */
async function changed(file: string, content: string): Promise<void> {
  const path = join(folder, file)
  await writeFile(`${path}.new`, content)
  await rename(`${path}.new`, path)
}

test('a page and script as released raise nothing', async () => {
  const { standing } = await watching()
  await until(() => standing().lastLook !== null)
  await pause(100)
  assert.deepEqual(standing().alarms, [])
})

test('a gateway on another host is looked at by TLS, and only under its own name', async () => {
  const { cert, key } = selfSigned(['pay.market.example'])
  const tlsServer = createTlsServer({ cert, key }, pages)
  await new Promise<void>((resolve) => tlsServer.listen(0, '127.0.0.1', resolve))
  const { port } = tlsServer.address() as AddressInfo
  const release = { manifest, policy }
  const look = (host: string, ca?: Buffer) =>
    lookAtPayPage(frontDoor(`https://127.0.0.1:${port}`, host, ca), release)
  const ca = Buffer.from(cert)
  assert.deepEqual(await look('pay.market.example', ca), [])
  assert.equal(await look('pay.market.example'), null)
  assert.equal(await look('pay.elsewhere.example', ca), null)
  await changed('public/assets/pay-1.js', 'amount();')
  assert.match(String(await look('pay.market.example', ca)), /pay-1\.js/)
  tlsServer.closeAllConnections()
  tlsServer.close()
})

test('one changed byte of the script is an alarm, told once', async () => {
  const { standing } = await watching()
  await until(() => standing().lastLook !== null)
  await changed('public/assets/pay-1.js', 'amount();')
  await until(() => standing().alarms.some((alarm) => alarm.told))
  await pause(100)
  assert.deepEqual(
    standing().alarms.map(({ kind, told }) => [kind, told]),
    [['page-changed', true]],
  )
})

test('a script from elsewhere is an alarm although every file of ours is whole', async () => {
  const { standing } = await watching()
  const page = '<script src="https://elsewhere.example/x.js"></script>'
  await changed('public/pay/index.html', page)
  await until(() => standing().alarms.length > 0)
  assert.match(standing().alarms[0]!.detail, /elsewhere\.example/)
})

test('an alarm outlives a vault that is away and a monitor that is started again', async () => {
  isVaultThere = false
  const before = await watching()
  await changed('public/pay/index.html', 'fake card form')
  await until(() => before.standing().alarms.length > 0)
  await before.close()
  isVaultThere = true
  const after = await watching()
  await until(() => after.standing().alarms.every((alarm) => alarm.told))
  assert.equal(after.standing().alarms.length, 1)
  const entries = await house.look<{ count: string }>('select count(*) from alarms')
  assert.ok(Number(entries[0]!.count) > 0)
})

test('a page that nobody answers for is an alarm by itself', async () => {
  const { standing } = await watching()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await until(() => standing().alarms.some((alarm) => alarm.kind === 'page-away'))
})
