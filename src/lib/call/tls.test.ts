import assert from 'node:assert/strict'
import { once } from 'node:events'
import { BlockList, connect as connectPlain } from 'node:net'
import { connect as connectTls, createServer, type TLSSocket } from 'node:tls'
import { test } from 'vitest'
import { CallFault } from '#lib/call/call.ts'
import { connect } from '#lib/call/connect.ts'
import { readPapers } from '#lib/call/identity.ts'
import { amount, calls, refusal } from '#lib/call/practice.ts'
import { tlsOptions } from '#lib/call/tls.ts'
import { practiceAuthority } from '#lib/certificates/practice.ts'
import { pollUntil } from '#test/cast/poll.ts'
import { closed, ours, question, vaultByTls } from '#test/ground/by-tls.ts'

test('across hosts the same calls cross, and the certificate says who asks', async () => {
  await using vault = await vaultByTls()
  const accounts = vault.as(ours.papers('accounts'))
  assert.deepEqual(await accounts.double(amount(2n ** 60n)), { amount: 2n ** 61n })
  await assert.rejects(accounts.refuse(), refusal('sold-out'))
  await assert.rejects(accounts.break('aiko'), CallFault)
  await assert.rejects(accounts.weigh(Buffer.alloc(6_400_000)), refusal('too-large'))
  await assert.rejects(vault.as(ours.papers('mailer')).wait(0), refusal('not-allowed'))
  assert.deepEqual(vault.refused, [])
})

test('many calls are under way on one TLS connection, and a slow one holds up none', async () => {
  await using vault = await vaultByTls({ maxConnections: 1 })
  const asking = vault.as(ours.papers('accounts'))
  const slow = asking.wait(300)
  const many = Array.from({ length: 500 }, (_, n) => asking.double(amount(BigInt(n))))
  assert.deepEqual((await Promise.all(many))[499], amount(998n))
  await slow
  assert.equal(vault.room.mostAtWork, 1)
})

test('a process that is not listed is refused, whatever its name, before a frame is read', async () => {
  await using vault = await vaultByTls()
  for (const name of ['storefront', 'worker', 'monitor', 'supervisor', 'vault', 'constructor']) {
    await assert.rejects(vault.as(ours.papers(name)).wait(0), refusal('unavailable'), name)
  }
  assert.equal(vault.room.mostAtWork, 0)
  assert.deepEqual([...new Set(vault.refused)], ['not-listed'])
})

test('a certificate that names more than one process, or one oddly, names nobody', async () => {
  await using vault = await vaultByTls()
  const odd = ['dozo:accounts,dozo:mailer', 'dozo:Accounts', 'dozo:accounts ', 'https:accounts']
  const visit = (uri: string) => {
    const papers = readPapersOf(ours.papers('accounts', { uri }))
    const socket = connectTls({ ...papers, port: vault.port, checkServerIdentity: () => undefined })
    socket.write(question)
    return closed(socket)
  }
  assert.deepEqual(await Promise.all(odd.map(visit)), [true, true, true, true])
  assert.equal(vault.room.mostAtWork, 0)
  assert.equal(vault.refused.length, odd.length)
})

/** What TLS needs of papers that openIdentity would not take. */
function readPapersOf(text: string) {
  const [key, cert] = text.split(/(?<=-----END [A-Z ]+-----\n)/)
  return { ...tlsOptions(readPapers(ours.papers('x'))), key: key!, cert: cert! }
}

test('another authority vouches for nobody, however alike it looks', async () => {
  await using vault = await vaultByTls()
  const theirs = practiceAuthority()
  // Believes our authority too, so that only our side can refuse.
  await assert.rejects(
    vault.as(theirs.papers('accounts', { more: ours.cert })).wait(0),
    refusal('unavailable'),
  )
  assert.equal(vault.room.mostAtWork, 0)
  assert.equal(vault.refused.length, 1)
})

test('a certificate that is no longer good, or not yet, is refused', async () => {
  await using vault = await vaultByTls()
  const late = ours.papers('accounts', { from: -3, until: -1 })
  await assert.rejects(vault.as(late).wait(0), refusal('unavailable'))
  const early = ours.papers('accounts', { from: 2, until: 4 })
  await assert.rejects(vault.as(early).wait(0), refusal('unavailable'))
  assert.equal(vault.room.mostAtWork, 0)
})

test('a caller sends nothing to a server with another name or authority', async () => {
  const theirs = practiceAuthority()
  const impostors = [
    ours.papers('payments'),
    ours.papers('accounts'),
    theirs.papers('vault', { more: ours.cert }),
    ours.papers('vault', { from: -3, until: -1 }),
  ]
  for (const papers of impostors) {
    await using impostor = await vaultByTls({}, papers)
    await assert.rejects(impostor.as(ours.papers('accounts')).wait(0), refusal('unavailable'))
    assert.equal(impostor.room.mostAtWork, 0)
  }
})

test('without TLS, without a certificate or with older TLS nobody is answered', async () => {
  await using vault = await vaultByTls()
  const plain = connectPlain(vault.port, '127.0.0.1')
  plain.write(question)
  assert.ok(await closed(plain))
  const { key: _, cert: __, ...bare } = tlsOptions(readPapers(ours.papers('accounts')))
  const stranger = connectTls({ ...bare, port: vault.port, checkServerIdentity: () => undefined })
  stranger.write(question)
  assert.ok(await closed(stranger))
  const old = connectTls({
    ...tlsOptions(readPapers(ours.papers('accounts'))),
    minVersion: 'TLSv1.2',
    maxVersion: 'TLSv1.2',
    ciphers: 'ECDHE-ECDSA-AES256-GCM-SHA384',
    port: vault.port,
    checkServerIdentity: () => undefined,
  })
  assert.ok(await closed(old))
  assert.equal(vault.room.mostAtWork, 0)
  assert.equal(vault.refused.length, 3)
})

test('no session is taken up again, so nothing is ever sent before both are known', async () => {
  await using vault = await vaultByTls()
  const papers = tlsOptions(readPapers(ours.papers('accounts')))
  const sessions: Buffer[] = []
  const visit = async (session?: Buffer) => {
    const options = { ...papers, port: vault.port, checkServerIdentity: () => undefined }
    const socket: TLSSocket = connectTls({ ...options, ...(session ? { session } : {}) })
    socket.on('session', (given: Buffer) => sessions.push(given))
    await once(socket, 'secureConnect')
    assert.equal(socket.getProtocol(), 'TLSv1.3')
    socket.write(question)
    await once(socket, 'data')
    const isReused = socket.isSessionReused()
    socket.destroy()
    return isReused
  }
  await visit()
  for (const session of sessions.slice(0, 2)) assert.equal(await visit(session), false)
})

test('half a frame, or half a handshake, and then silence costs the connection', async () => {
  await using vault = await vaultByTls({ frameMillis: 50 })
  const papers = tlsOptions(readPapers(ours.papers('accounts')))
  const slow = connectTls({ ...papers, port: vault.port, checkServerIdentity: () => undefined })
  slow.write(Buffer.from([0, 0, 0, 50, 1]))
  const trickle = setInterval(() => slow.write('x'), 20)
  assert.ok(await closed(slow))
  clearInterval(trickle)
  await pollUntil('it is told of', async () => vault.faults.length === 1, 5_000)
  const asking = vault.as(ours.papers('accounts'))
  assert.deepEqual(await asking.double(amount(1n)), amount(2n))
  await using other = await vaultByTls({ handshakeMillis: 150 })
  const silent = connectPlain(other.port, '127.0.0.1')
  silent.write(Buffer.from([0x16, 3, 1]))
  assert.ok(await closed(silent))
})

test('one caller takes no more than its connections, and the others still get in', async () => {
  await using vault = await vaultByTls({ maxConnections: 2 })
  const papers = tlsOptions(readPapers(ours.papers('mailer')))
  const options = { ...papers, port: vault.port, checkServerIdentity: () => undefined }
  const greedy = Array.from({ length: 5 }, () => connectTls(options))
  for (const socket of greedy) socket.on('error', () => {})
  const turnedAway = () => vault.refused.filter((why) => why === 'too-many').length
  await pollUntil('three are turned away', async () => turnedAway() === 3, 10_000)
  assert.deepEqual(await vault.as(ours.papers('accounts')).double(amount(1n)), amount(2n))
  for (const socket of greedy) socket.destroy()
})

test('only addresses that were named are listened to', async () => {
  const from = new BlockList()
  from.addAddress('192.0.2.7')
  await using vault = await vaultByTls({ from })
  await assert.rejects(vault.as(ours.papers('accounts')).wait(0), refusal('unavailable'))
  assert.equal(vault.refused[0], 'address')
  from.addAddress('127.0.0.1')
  await vault.as(ours.papers('accounts')).wait(0)
})

test('what a server with a stolen name says is never heard', async () => {
  const theirs = practiceAuthority()
  await using vault = await vaultByTls()
  let heard = 0
  const impostor = createServer(
    { ...tlsOptions(readPapers(theirs.papers('vault'))), requestCert: false },
    (socket) => socket.on('data', () => (heard += 1)).on('error', () => {}),
  ).listen(0, '127.0.0.1')
  await once(impostor, 'listening')
  vault.onEnd(() => impostor.close())
  const { port } = impostor.address() as { port: number }
  const identity = vault.identityOf(ours.papers('accounts'))
  const tls = { host: '127.0.0.1', port, server: 'vault', identity }
  const asking = connect(calls, { tls, patienceMillis: 100 })
  await assert.rejects(asking.wait(0), refusal('unavailable'))
  asking.close()
  assert.equal(heard, 0)
})
