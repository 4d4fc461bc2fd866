import assert from 'node:assert/strict'
import { test } from 'vitest'
import { callersOf } from '#processes/callers.ts'
import { calls } from '#processes/calls.ts'
import { callersFrom, elsewhere, listening } from '#processes/hosts.ts'
import { composeOverride, doorsOf, dropIn } from '#processes/supervisor/doors.ts'
import { hostProblems } from '#processes/supervisor/host-problems.ts'
import { type Installation, readInstallation } from '#processes/supervisor/installation.ts'
import { kindsOf, rowsOf } from '#processes/supervisor/of-this-host.ts'
import { environmentOf } from '#processes/supervisor/settings.ts'
import { needsNetwork } from '#processes/supervisor/users.ts'
import { processes } from '#processes/table.ts'

const rowOf = (name: string) => processes.find((row) => row.name === name)!
const vaultAway = { VAULT_AT: 'tls://192.0.2.7:7400' }
const installation = (env: Record<string, string>, only?: string): Installation =>
  readInstallation('/nowhere', { DOZO_DATA: '/nowhere/data', ...env }, false, only)
const servers = { market: undefined, vault: undefined } as never

test('whoever calls a server can be told where it is, and the server where to listen', () => {
  for (const server of Object.keys(calls).filter((name) => name !== 'supervisor')) {
    const [at, listen] = [`${server.toUpperCase()}_AT`, `${server.toUpperCase()}_LISTEN`]
    assert.ok(rowOf(server).settings.includes(listen), `${server} ${listen}`)
    const callers = processes.filter((row) => Object.hasOwn(calls[server as 'vault'], row.name))
    const knowing = processes.filter(({ settings }) => settings.includes(at))
    assert.deepEqual(knowing, callers, server)
    for (const row of [...callers, rowOf(server)]) {
      assert.ok(row.settings.includes('CALLS_CERTIFICATE'), row.name)
      assert.ok(row.reads.includes('CALLS_CERTIFICATE'), row.name)
    }
  }
  assert.deepEqual(callersOf('worker'), [])
})

test('on one host no process has a certificate, or a network for calls', () => {
  for (const row of processes) {
    const env = environmentOf(
      { ...row, settings: ['CALLS_CERTIFICATE'] },
      installation({}),
      servers,
    )
    assert.deepEqual(env, {})
  }
})

test('a process with somebody on another host gets papers of its own, and a network', () => {
  const settings = ['VAULT_AT', 'CALLS_CERTIFICATE']
  const env = environmentOf({ name: 'accounts', settings }, installation(vaultAway), servers)
  assert.equal(env.CALLS_CERTIFICATE, '/nowhere/data/calls/accounts/papers.pem')
  assert.ok(needsNetwork(rowOf('accounts'), env))
  assert.ok(!needsNetwork(rowOf('accounts'), {}))
  assert.ok(!needsNetwork(rowOf('accounts'), { DOZO_STOP_AT: 'accounts:x' }))
})

test('a host starts the processes it was told, with the database and practice program of those', () => {
  const vault = installation({}, 'vault')
  assert.deepEqual(
    rowsOf(vault).map(({ name }) => name),
    ['vault'],
  )
  assert.deepEqual(kindsOf(vault), ['vault'])
  const monitor = installation({ DOZO_ONLY: 'monitor' })
  assert.deepEqual(kindsOf(monitor), [])
  const shop = installation({}, 'payments, mailer,storefront')
  const names = rowsOf(shop).map(({ name }) => name)
  assert.deepEqual(names, ['provider', 'mailbox', 'storefront', 'payments', 'mailer'])
  assert.deepEqual(kindsOf(shop), ['market'])
  assert.throws(() => installation({}, 'vaults'), /names "vaults"/)
})

test('a start without the vault, or without papers for it, says what is missing', () => {
  assert.match(hostProblems(installation({}, 'accounts')).join(), /^VAULT_AT must say where/)
  const missing = hostProblems(installation(vaultAway, 'accounts,worker'))
  assert.equal(missing.length, 1)
  assert.match(missing[0]!, /accounts\/papers\.pem is missing/)
  assert.deepEqual(hostProblems(installation({})), [])
  const monitor = { DOZO_ONLY: 'monitor', ...vaultAway }
  assert.match(hostProblems(installation(monitor)).join(), /MONITOR_GATEWAY must say where/)
  assert.match(hostProblems(installation(vaultAway, 'console')).join(), /PAYMENTS_AT.*MONITOR_AT/)
})

test('where somebody is, and who may come, is read exactly or refused', () => {
  assert.deepEqual(elsewhere('tls://192.0.2.7:7400'), { host: '192.0.2.7', port: 7400 })
  assert.deepEqual(elsewhere('tls://[2001:db8::7]:7400'), { host: '2001:db8::7', port: 7400 })
  assert.deepEqual(elsewhere('tls://vault.market.example:1'), {
    host: 'vault.market.example',
    port: 1,
  })
  assert.deepEqual(listening('[::]:7400'), { host: '::', port: 7400 })
  const wrong = ['http://a:1', 'tcp://a:1', 'tls://a', 'tls://a:0', 'tls://a:65536', 'tls://a:1/b']
  for (const value of wrong) assert.throws(() => elsewhere(value), RangeError, value)
  for (const value of ['7400', 'vault:7400', '192.0.2.7']) {
    assert.throws(() => listening(value), RangeError, value)
  }
  const from = callersFrom('192.0.2.1, 198.51.100.0/24,2001:db8::/32')!
  assert.ok(from.check('198.51.100.9') && from.check('2001:db8::1', 'ipv6'))
  assert.ok(from.check('::ffff:192.0.2.1', 'ipv6') && !from.check('192.0.2.2'))
  for (const value of ['', 'shop', '192.0.2.1/33', '192.0.2.1/']) {
    assert.throws(() => callersFrom(value), RangeError, value)
  }
})

test('walls open for the relay, the provider, the gateway and the keys that settings name', () => {
  const opened = (name: string, env: Record<string, string>) =>
    dropIn(doorsOf(name, env)!).match(/^(?:# )?\w+=.*/gm)
  const network = ['PrivateNetwork=no', 'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6']
  const shut = 'SocketBindDeny=any'
  const relay = { SMTP_URL: 'smtp://market:secret@192.0.2.25:587' }
  assert.deepEqual(opened('mailer', relay), [...network, 'IPAddressAllow=192.0.2.25', shut])
  const named = { SMTP_URL: 'smtps://relay.example:465' }
  assert.deepEqual(opened('mailer', named), [
    ...network,
    "# IPAddressAllow= the address of relay.example, and the resolver's",
    shut,
  ])
  const gateway = { MONITOR_GATEWAY: 'https://[2001:db8::5]:8443' }
  assert.deepEqual(opened('monitor', gateway), [...network, 'IPAddressAllow=2001:db8::5', shut])
  const database = { WORKER_DATABASE_URL: 'postgres://worker:secret@192.0.2.54:5432/dozo_market' }
  assert.deepEqual(opened('worker', database), [...network, 'IPAddressAllow=192.0.2.54', shut])
  const socket = { WORKER_DATABASE_URL: 'postgres://worker@localhost/dozo_market?host=%2Frun' }
  assert.equal(doorsOf('worker', socket), undefined)
  const form = { PROVIDER_ORIGIN: 'https://192.0.2.80' }
  assert.equal(doorsOf('console', form), undefined, 'the console shows a link, and asks nobody')
})

test('a gateway below port 1024 is given the one right of root that it takes', () => {
  assert.deepEqual(dropIn(doorsOf('gateway', { PORT: '443' })!).match(/^\w+=.*/gm), [
    'SocketBindDeny=any',
    'PrivateUsers=no',
    'AmbientCapabilities=CAP_NET_BIND_SERVICE',
    'CapabilityBoundingSet=CAP_NET_BIND_SERVICE',
  ])
  assert.equal(doorsOf('gateway', { PORT: '8443' }), undefined)
})

test('the monitor comes to a gateway at the port of https by the origin that browsers know', () => {
  const env = { PORT: '443', TLS_CERTIFICATE: '/certificate.pem' }
  const row = { name: 'monitor', settings: ['MONITOR_GATEWAY'] }
  const { MONITOR_GATEWAY } = environmentOf(row, installation(env), servers)
  assert.equal(MONITOR_GATEWAY, 'https://127.0.0.1')
})

test('walls open for exactly the hosts that the settings name', () => {
  const accounts = doorsOf('accounts', vaultAway)!
  assert.deepEqual(dropIn(accounts).match(/^[A-Z]\w+=.*/gm), [
    'PrivateNetwork=no',
    'RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6',
    'IPAddressAllow=192.0.2.7',
    'SocketBindDeny=any',
  ])
  const listen = { VAULT_LISTEN: '0.0.0.0:7400', VAULT_CALLERS_FROM: '192.0.2.1,192.0.2.9' }
  const vault = doorsOf('vault', listen)!
  assert.match(dropIn(vault), /IPAddressAllow=192\.0\.2\.1\nIPAddressAllow=192\.0\.2\.9\n/)
  assert.match(dropIn(vault), /SocketBindAllow=tcp:7400\n/)
  assert.equal(doorsOf('worker', { DOZO_STOP_AT: 'x' }), undefined)
  const laidOver = composeOverride([accounts, vault], '/var/lib/dozo/calls')
  assert.match(laidOver, / {2}vault:\n(?: {4}.*\n)*? {4}ports: \["7400:7400"\]/)
  assert.match(laidOver, /accounts\/?:\/var\/lib\/dozo\/calls\/accounts:ro/)
})
