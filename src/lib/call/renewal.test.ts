import assert from 'node:assert/strict'
import { once } from 'node:events'
import {
  type AddressInfo,
  connect as connectPlain,
  createServer as createPlain,
  type Socket,
} from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { connect as connectTls } from 'node:tls'
import { test } from 'vitest'
import { connect } from '#lib/call/connect.ts'
import { readPapers } from '#lib/call/identity.ts'
import { amount, calls, handlers, refusal } from '#lib/call/practice.ts'
import { serveCallsByTls } from '#lib/call/serve-tls.ts'
import { tlsOptions } from '#lib/call/tls.ts'
import { practiceAuthority } from '#lib/certificates/practice.ts'
import { closed, ours, question, vaultByTls } from '#test/ground/by-tls.ts'

test('after a restart of the server the same client goes on', async () => {
  await using vault = await vaultByTls()
  const asking = vault.as(ours.papers('accounts'))
  await asking.double(amount(1n))
  await vault.server.close()
  const again = await serveCallsByTls({
    host: '127.0.0.1',
    port: vault.port,
    identity: vault.identityOf(ours.papers('vault')),
    callers: { accounts: { calls, handlers: handlers(vault.room) } },
    onFault: () => {},
    onRefused: () => {},
  })
  vault.onEnd(() => again.close())
  assert.deepEqual(await asking.double(amount(5n)), amount(10n))
})

test('certificates are renewed on both sides while calls go on, and none is lost', async () => {
  await using vault = await vaultByTls()
  const asking = vault.as(ours.papers('accounts'), { file: 'accounts.pem' })
  let answered = 0
  let isOver = false
  // Not idempotent: one that was lost on the way would fail.
  const asker = async () => {
    while (!isOver) {
      await asking.wait(2)
      answered += 1
    }
  }
  const askers = Array.from({ length: 8 }, asker)
  for (let round = 0; round < 3; round += 1) {
    await pause(60)
    vault.renew('accounts.pem', ours.papers('accounts'))
    vault.renew('vault.pem', ours.papers('vault'))
    const enough = answered + 20
    while (answered < enough) await Promise.race([pause(5), Promise.all(askers)])
  }
  isOver = true
  await Promise.all(askers)
  assert.deepEqual(vault.refused, [])
})

test('an authority gives way to another by way of both, and no call is lost', async () => {
  await using vault = await vaultByTls()
  const next = practiceAuthority()
  const asking = vault.as(ours.papers('accounts'), { file: 'accounts.pem' })
  const held = asking.wait(400)
  vault.renew('vault.pem', ours.papers('vault', { more: next.cert }))
  vault.renew('accounts.pem', ours.papers('accounts', { more: next.cert }))
  await pause(60)
  await asking.wait(0)
  vault.renew('vault.pem', next.papers('vault', { more: ours.cert }))
  vault.renew('accounts.pem', next.papers('accounts', { more: ours.cert }))
  await pause(60)
  await asking.wait(0)
  vault.renew('vault.pem', next.papers('vault'))
  await pause(60)
  await asking.wait(0)
  await held
  await assert.rejects(vault.as(ours.papers('mailer', { more: next.cert })).double(amount(1n)))
  assert.equal(vault.refused.length > 0, true)
})

test('who is no longer believed loses the connection that is open', async () => {
  await using vault = await vaultByTls()
  const papers = tlsOptions(readPapers(ours.papers('accounts')))
  const thief = connectTls({
    ...papers,
    port: vault.port,
    checkServerIdentity: () => undefined,
  })
  await once(thief, 'secureConnect')
  thief.write(question)
  await once(thief, 'data')
  const gone = closed(thief)
  vault.renew('vault.pem', practiceAuthority().papers('vault'))
  assert.ok(await gone)
})

test('an open connection ends with its certificate', async () => {
  let now = Date.now()
  await using vault = await vaultByTls({ clock: () => new Date(now), lookMillis: 20 })
  const thief = connectTls({
    ...tlsOptions(readPapers(ours.papers('accounts', { until: 1 }))),
    port: vault.port,
    checkServerIdentity: () => undefined,
  })
  await once(thief, 'secureConnect')
  const gone = closed(thief)
  now += 2 * 3_600_000
  assert.ok(await gone)
})

test('papers that are none are refused at the start, and change nothing later', async () => {
  await using vault = await vaultByTls()
  const theirs = practiceAuthority()
  const [key, cert, above] = ours.papers('accounts').split(/(?<=-----END [A-Z ]+-----\n)/)
  const [otherKey, , otherAuthority] = theirs
    .papers('accounts')
    .split(/(?<=-----END [A-Z ]+-----\n)/)
  const wrong = [
    '',
    `${key}${cert}`,
    `${otherKey}${cert}${above}`,
    `${key}${cert}${otherAuthority}`,
  ]
  for (const text of wrong) assert.throws(() => vault.identityOf(text), RangeError)
  const identity = vault.identityOf(ours.papers('accounts'), 'accounts.pem')
  const before = identity.current()
  vault.renew('accounts.pem', 'rubbish')
  await pause(60)
  assert.equal(identity.current(), before)
})

test('a host that is gone without a word is given up, and the next call goes over a new line', async () => {
  await using vault = await vaultByTls()
  let isGone = false
  const ends: Socket[] = []
  const cable = createPlain((one) => {
    const other = connectPlain(vault.port, '127.0.0.1')
    ends.push(one, other)
    const wasThere = !isGone
    const pass = (to: Socket) => (bytes: Buffer) => {
      if (!(isGone && wasThere)) to.write(bytes)
    }
    one.on('data', pass(other)).on('error', () => {})
    other.on('data', pass(one)).on('error', () => {})
  }).listen(0, '127.0.0.1')
  await once(cable, 'listening')
  vault.onEnd(() => {
    for (const end of ends) end.destroy()
    cable.close()
  })
  const { port } = cable.address() as AddressInfo
  const problems: string[] = []
  const identity = vault.identityOf(ours.papers('accounts'))
  const onProblem = (error: Error) => problems.push(error.message)
  const tls = { host: '127.0.0.1', port, server: 'vault', identity, onProblem }
  const asking = connect(calls, { tls, silentMillis: 40 })
  vault.onEnd(() => asking.close())
  await asking.wait(0)
  isGone = true
  await assert.rejects(asking.hurry(), refusal('timeout'))
  await asking.wait(0)
  assert.deepEqual(problems, ['nothing was heard'])
})
