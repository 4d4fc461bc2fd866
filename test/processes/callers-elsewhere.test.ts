import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { connect } from '#lib/call/connect.ts'
import { amount, calls, handlers, refusal } from '#lib/call/practice.ts'
import { practiceAuthority } from '#lib/certificates/practice.ts'
import type { Log } from '#lib/log.ts'
import { answers, callersFrom, reach, serveCallers } from '#processes/hosts.ts'
import { portsOfOurs } from '#test/ground/ports.ts'

const ours = practiceAuthority()
const said: string[] = []
const keep = (event: string) => void said.push(event)
const log: Log = { info: keep, warn: keep, error: keep }
const host = '127.0.0.1'

let folder: string
let port: number
let letGo: () => void
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'elsewhere-'))
  const found = await portsOfOurs()
  port = found.port
  letGo = found.letGo
})
afterAll(() => {
  letGo()
  rmSync(folder, { recursive: true })
})

/** What a process of this name is given; `until` in hours from now. */
function configOf(name: string, wish: { as?: string; until?: number } = {}) {
  const CALLS_CERTIFICATE = join(folder, `${name}-${wish.until ?? ''}.pem`)
  writeFileSync(CALLS_CERTIFICATE, ours.papers(wish.as ?? name, { until: wish.until ?? 239 }))
  return { RUN_DIR: join(folder, 'run'), CALLS_CERTIFICATE }
}

const seen = { atWork: 0, mostAtWork: 0 }
const vaultFor = (from: string | undefined, onEnding = () => {}) =>
  serveCallers(
    'vault',
    { mailer: answers(calls, handlers(seen)), supervisor: answers(calls, handlers(seen)) },
    configOf('vault', { until: 239 }),
    { log, onFault: () => {}, at: { host, port }, from: callersFrom(from), onEnding },
  )

async function asks(name: string, config = configOf(name, { until: 239 })) {
  const way = reach([name, 'vault'], { host, port }, config, log)
  const vault = connect(calls, { ...way, patienceMillis: 50 })
  try {
    return await vault.double(amount(1n))
  } finally {
    vault.close()
  }
}

test('what the supervisor may ask, it asks on its own host only, whatever papers there are', async () => {
  const vault = await vaultFor(undefined)
  try {
    assert.deepEqual(await asks('mailer'), amount(2n))
    await assert.rejects(asks('supervisor'), refusal('unavailable'))
    const { RUN_DIR } = configOf('supervisor', { until: 239 })
    const near = connect(calls, reach(['supervisor', 'vault'], undefined, { RUN_DIR }, log))
    assert.deepEqual(await near.double(amount(1n)), amount(2n))
    near.close()
  } finally {
    await vault.close()
  }
  assert.ok(said.includes('caller-refused'))
})

test('papers do not help somebody whose host is not named', async () => {
  const vault = await vaultFor('192.0.2.1')
  try {
    await assert.rejects(asks('mailer'), refusal('unavailable'))
  } finally {
    await vault.close()
  }
})

test('a certificate that ends within two weeks is told of, ours and those of callers', async () => {
  let told = 0
  const vault = await vaultFor(undefined, () => {
    told += 1
  })
  try {
    assert.ok(told >= 1)
    const before = told
    await asks('mailer', configOf('mailer', { until: 100 }))
    assert.ok(told > before)
  } finally {
    await vault.close()
  }
  assert.ok(said.includes('certificate-ends'))
})

test('a process with the papers of another, or with none, does not start', () => {
  const place = { host, port }
  const wrong = configOf('storefront', { as: 'accounts', until: 1 })
  assert.throws(() => reach(['storefront', 'vault'], place, wrong, log), /is that of accounts/)
  const none = { RUN_DIR: folder, CALLS_CERTIFICATE: join(folder, 'none.pem') }
  assert.throws(() => reach(['storefront', 'vault'], place, none, log), /CALLS_CERTIFICATE/)
  const unset = { RUN_DIR: folder }
  assert.throws(() => reach(['storefront', 'vault'], place, unset, log), /is not set/)
})
