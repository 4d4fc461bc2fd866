import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, test } from 'vitest'
import { type TransitOptions, transitProvider } from '#adapters/keys/transit.ts'
import { keyServer as readAddress } from '#processes/vault/key-provider.ts'
import { openTestVault } from '#test/vault/open-vault.ts'
import { inTime, signIn } from '#test/vault/people.ts'
import { KeyKeeper } from '#trust/keys/keeper.ts'
import { openVault } from '#trust/vault/server.ts'
import { type KeyServer, keyServer, role } from './key-server.ts'
import { practiceCertificate } from './practice-certificate.ts'

let server: KeyServer
let folder: string
let options: TransitOptions
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text, { mode: 0o600 })
  return join(folder, name)
}
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'dozo-transit-'))
})
afterAll(() => rmSync(folder, { recursive: true }))
beforeEach(async () => {
  server = await keyServer()
  options = {
    url: server.url,
    mount: 'transit',
    name: 'dozo',
    namespace: undefined,
    tokenFile: file('token', 'hvs.first-token\n'),
    roleFile: undefined,
    caFile: undefined,
    firstPauseMillis: 1,
  }
})
afterEach(() => server.close())

/** Wraps and unwraps one key as the ring does. */
async function roundTrip(changes: Partial<TransitOptions> = {}): Promise<string> {
  const provider = await transitProvider({ ...options, ...changes })
  const key = randomBytes(32)
  const wrapped = await provider.wrap(key)
  assert.deepEqual(await provider.unwrap(wrapped), key)
  return wrapped
}

test('a key is wrapped and unwrapped by the transit engine, also after its key was rotated', async () => {
  const provider = await transitProvider(options)
  const key = randomBytes(32)
  const wrapped = await provider.wrap(key)
  assert.match(wrapped, /^vault:v1:/)
  server.keys.push(randomBytes(32))
  assert.match(await roundTrip(), /^vault:v2:/)
  assert.deepEqual(await provider.unwrap(wrapped), key)
})

test('by AppRole it logs in, and again when its token is over', async () => {
  const roleFile = file('role', `${role.id}\n${role.secret}\n`)
  const provider = await transitProvider({ ...options, tokenFile: undefined, roleFile })
  const wrapped = await provider.wrap(randomBytes(32))
  server.tokens.clear()
  assert.equal((await provider.unwrap(wrapped)).length, 32)
  assert.equal(server.asked.filter((path) => path.endsWith('/login')).length, 2)
})

test('a token that an agent renewed in its file is used from the next question on', async () => {
  const provider = await transitProvider(options)
  await provider.wrap(randomBytes(32))
  server.tokens = new Set(['hvs.second-token'])
  file('token', 'hvs.second-token')
  await provider.wrap(randomBytes(32))
})

test('the namespace goes with every question', async () => {
  server.namespace = 'market'
  await roundTrip({ namespace: 'market' })
  await assert.rejects(roundTrip(), /The key server said 404: there is no such engine/)
})

test('a server that is away or sealed for a moment is asked again, four times at most', async () => {
  server.silent = 3
  await roundTrip()
  assert.equal(server.asked.length, 5)
  server.isSealed = true
  await assert.rejects(roundTrip(), /said 503: it is sealed/)
  assert.equal(server.asked.length, 9)
  await server.close()
  await assert.rejects(roundTrip(), (error: Error) => {
    assert.equal(error.message, 'The key server gives no usable answer.')
    assert.ok(error.cause instanceof Error)
    return true
  })
  server = await keyServer()
})

test('no error holds a token, a role, a key, or anything the server wrote', async () => {
  const provider = await transitProvider(options)
  const key = randomBytes(32)
  const wrapped = await provider.wrap(key)
  const roleFile = file('role', 'nobody\nsome-secret-id\n')
  const nobody = await transitProvider({ ...options, tokenFile: undefined, roleFile })
  const told: string[] = []
  const tell = (error: Error) => told.push(`${error.stack} ${(error.cause as Error)?.stack}`)
  await provider.unwrap(`${wrapped.slice(0, -8)}AAAAAAA=`).catch(tell)
  await nobody.wrap(key).catch(tell)
  server.tokens.clear()
  await provider.wrap(key).catch(tell)
  await server.close()
  await provider.wrap(key).catch(tell)
  server = await keyServer()
  assert.equal(told.length, 4)
  const secrets = ['hvs.', 'some-secret-id', key.toString('base64'), wrapped.slice(9, 30)]
  for (const secret of [...secrets, 'authentication failed', 'permission denied']) {
    assert.ok(!told.join('\n').includes(secret), secret)
  }
})

test('over TLS only the server is believed whose certificate is', async () => {
  const secure = await keyServer(practiceCertificate)
  const caFile = file('ca.pem', practiceCertificate.cert)
  try {
    await roundTrip({ url: secure.url, caFile })
    await assert.rejects(roundTrip({ url: secure.url }), /gives no usable answer/)
  } finally {
    await secure.close()
  }
})

test('nothing goes in clear to another machine', () => {
  assert.equal(readAddress('https://bao.example:8200')?.port, '8200')
  assert.equal(readAddress('http://127.0.0.1:8200')?.port, '8200')
  for (const wrong of [
    'http://bao.example:8200',
    'https://bao.example/v1',
    'ftp://a',
    'nonsense',
  ]) {
    assert.throws(() => readAddress(wrong), /must be an address/)
  }
})

test('a vault moves its ring from the file to the key server, and never back by itself', async () => {
  const town = await openTestVault()
  const ringText = () => readFileSync(join(town.options.keysFolder, 'ring.json'), 'utf8')
  const { session } = await signIn(town, 'aiko@people.example')
  const before = JSON.parse(ringText())
  const fromFile = town.options.provider
  town.options.provider = await transitProvider(options)
  await town.reopen()
  assert.equal(
    (await town.ask.accounts.myContact({ session }, inTime)).address,
    'aiko@people.example',
  )
  const after = JSON.parse(ringText())
  assert.equal(after.provider, 'transit')
  for (const { wrapped } of before.keys) assert.ok(!ringText().includes(wrapped))

  const keeper = new KeyKeeper(town.vault.core)
  await keeper.handlers().turnRing({ after: 1, stolen: false }, inTime)
  server.isSealed = true
  const again = async () => keeper.handlers().turnRing({ after: 2, stolen: false }, inTime)
  await assert.rejects(again, /503/)
  assert.equal(
    (await town.ask.accounts.myContact({ session }, inTime)).address,
    'aiko@people.example',
  )
  server.isSealed = false
  await town.vault.close()
  await assert.rejects(
    openVault({ ...town.options, provider: fromFile }),
    /kept by "transit", not by "file"/,
  )
  town.vault = await openVault(town.options)
  await town.drop()
})
