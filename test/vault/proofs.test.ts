import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { isRefusal } from '#lib/refusal.ts'
import { cosignerFrom } from '#trust/proofs/cosignature.ts'
import { readKeys } from '#trust/proofs/keys-file.ts'
import { proofText, readProof, verdictOn } from '#trust/proofs/tlog-proof.ts'
import { openTestVault, settings, type TestVault } from './open-vault.ts'
import { guestOrder, inTime, signIn } from './people.ts'

const cosigner = cosignerFrom('localhost/witness', Buffer.alloc(32, 9))
let town: TestVault
beforeAll(async () => {
  town = await openTestVault({ settings: { ...settings, witnessKey: cosigner.verifierKey } })
})
afterAll(() => town.drop())

async function witnessed() {
  const { log } = town.vault
  await log.publish()
  const note = (await log.read('checkpoint'))!.toString()
  const text = note.slice(0, note.indexOf('\n\n') + 1)
  await town.ask.monitor.takeCosigned({ note: note + cosigner.cosign(text, 1_775_001_600) }, inTime)
  await log.publish()
}

async function openedMember(address: string) {
  await guestOrder(town, address)
  const { session } = await signIn(town, address)
  const { accounts } = town.ask
  await accounts.myRecords({ session, after: null }, inTime)
  const { openings } = await accounts.myOpenings(
    { session, like: null, before: null, limit: 50 },
    inTime,
  )
  const { keys } = await accounts.proofKeys({ session }, inTime)
  return { session, openings, keys: readKeys(keys) }
}

const proofOf = async (session: Buffer, entry: number) =>
  (await town.ask.accounts.proofOfOpening({ session, entry }, inTime)).proof

test('each opening of a person has a proof that holds with nothing but two files', async () => {
  const { session, openings, keys } = await openedMember('aiko@example.jp')
  await witnessed()
  assert.ok(openings.length > 1)
  for (const { entry, at, purpose } of openings) {
    const verdict = verdictOn(await proofOf(session, entry), keys)
    assert.ok(verdict.holds, JSON.stringify(verdict))
    assert.equal(verdict.index, entry)
    assert.equal(verdict.cosignedAt, 1_775_001_600)
    assert.equal(JSON.parse(verdict.entry).at, at)
    assert.equal(JSON.parse(verdict.entry).do, purpose)
  }
})

test('the proof of another person is neither given nor believed', async () => {
  const aiko = await openedMember('a@example.jp')
  const ren = await openedMember('r@example.jp')
  await witnessed()
  const { entry } = ren.openings[0]!
  await assert.rejects(proofOf(aiko.session, entry), (error) => isRefusal(error, 'not-yours'))
  const proof = await proofOf(ren.session, entry)
  assert.ok(verdictOn(proof, ren.keys).holds)
  const verdict = verdictOn(proof, aiko.keys)
  assert.deepEqual(verdict, { holds: false, why: 'The entry is about somebody else.' })
})

test('a proof with one bit changed anywhere, or without the witness, does not hold', async () => {
  const { session, openings, keys } = await openedMember('bit@example.jp')
  await witnessed()
  const file = await proofOf(session, openings[0]!.entry)
  const proof = readProof(file)!
  assert.equal(proofText(proof), file)
  const lines = proof.checkpoint.split('\n')
  const other = proof.path.map((hash) => Buffer.from(hash))
  other[0]![5]! ^= 4
  const wrong = [
    { ...proof, index: proof.index ^ 1 },
    { ...proof, path: other },
    { ...proof, path: proof.path.slice(1) },
    { ...proof, entry: proof.entry.replace('accounts', 'accountz') },
    { ...proof, about: 'another' },
    { ...proof, checkpoint: proof.checkpoint.replace('\n\n', '\nmore\n\n') },
    { ...proof, checkpoint: lines.filter((line) => !line.includes('witness')).join('\n') },
  ]
  for (const each of wrong) {
    assert.equal(verdictOn(proofText(each), keys).holds, false)
  }
  for (const text of [
    '',
    file.slice(0, 40),
    `${file.slice(1)}`,
    file.replace('index ', 'index 0'),
  ]) {
    assert.equal(verdictOn(text, keys).holds, false)
  }
})

/** Of itself the vault publishes nothing any more, until the log is let go again. */
async function holdBack() {
  const { log } = town.vault
  const publish = log.publish.bind(log)
  log.publish = async () => {}
  // One that had begun is over with this.
  await publish()
  return () => {
    log.publish = publish
  }
}

test('an opening of this very second is provable after the next checkpoint', async () => {
  const { session } = await openedMember('new@example.jp')
  await witnessed()
  const { accounts } = town.ask
  const letGo = await holdBack()
  await accounts.myContact({ session }, inTime)
  const { openings } = await accounts.myOpenings(
    { session, like: null, before: null, limit: 1 },
    inTime,
  )
  const { entry } = openings[0]!
  await assert.rejects(proofOf(session, entry), (error) => isRefusal(error, 'not-ready'))
  letGo()
  await town.vault.log.publish()
  // Published, and not seen by the witness yet: it holds for whoever asks for no witness.
  const { keys } = await accounts.proofKeys({ session }, inTime)
  const { logKey, witnessKey, readerKeys } = readKeys(keys)
  const proof = await proofOf(session, entry)
  assert.ok(verdictOn(proof, { logKey, readerKeys: readerKeys! }).holds)
  assert.deepEqual(verdictOn(proof, { logKey, witnessKey: witnessKey! }), {
    holds: false,
    why: 'The witness has not cosigned this checkpoint.',
  })
})
