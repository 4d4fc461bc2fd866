import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, test } from 'vitest'
import { connect } from '#lib/call/connect.ts'
import { calls } from '#processes/calls.ts'
import { type Town, theTown } from '#test/cast/town.ts'
import { memoryOf } from '#test/thief/memory.ts'
import { type Haul, type StolenRecord, steal } from '#test/thief/thief.ts'

const longMillis = 300_000
const memberCount = 10_000
const given = ['haruka', 'yuto', 'sakura', 'ren', 'hina', 'sota', 'yui', 'kaito', 'mei', 'riku']
const family = ['tanaka', 'sato', 'suzuki', 'mori', 'ito', 'kato', 'abe', 'ono', 'hara', 'kudo']

/** As people choose them, so that a list of guesses holds them all. */
const common = Array.from({ length: memberCount }, (_, index) => {
  const [one, two] = [given[index % 10]!, family[Math.floor(index / 10) % 10]!]
  return `${one}.${two}${Math.floor(index / 100)}@common.example`
})

let town: Town
beforeAll(async () => {
  town = await theTown()
  const path = join(town.runDir, 'vault/for-supervisor/socket')
  const vault = connect(calls.vault.supervisor, { path })
  for (let from = 0; from < memberCount; from += 500) {
    await vault.importPeople({ addresses: common.slice(from, from + 500) })
  }
  vault.close()
}, longMillis)

interface Status {
  processes: { name: string; pid: number }[]
}

/** Environment and memory of every process but the vault, all files but the ring, other tables. */
async function* takenHeaps(): AsyncGenerator<{ name: string; bytes: Buffer }> {
  const status: Status = JSON.parse(readFileSync(join(town.data, 'run/status.json'), 'utf8'))
  for (const { name, pid } of status.processes.filter((each) => each.name !== 'vault')) {
    yield { name: `${name} environment`, bytes: readFileSync(`/proc/${pid}/environ`) }
    for (const bytes of memoryOf(pid)) yield { name: `${name} memory`, bytes }
  }
  for (const folder of ['secrets', 'logs', 'log', 'monitor', 'provider']) {
    const root = join(town.data, folder)
    if (!existsSync(root)) continue
    for (const file of readdirSync(root, { recursive: true, withFileTypes: true })) {
      if (!file.isFile() || file.name === 'database-vault') continue
      const path = join(file.parentPath, file.name)
      yield { name: path, bytes: readFileSync(path) }
    }
  }
}

async function haul(): Promise<Haul> {
  const columns = 'id, kind, about, subject_id, schema, ring, wrapped, sealed'
  const text = `select ${columns} from records where kind = 'contact' order by made_at desc limit $1`
  const records = await town.books.sql<StolenRecord>('vault', text, [memberCount])
  type Mailbox = { blind_index: Buffer }
  const mailboxes = await town.books.sql<Mailbox>('vault', 'select blind_index from mailboxes')
  const heaps: { name: string; bytes: Buffer }[] = []
  for await (const heap of takenHeaps()) heaps.push(heap)
  return { records, mailboxes: mailboxes.map((row) => row.blind_index), heaps }
}

test(
  'of ten thousand members a thief of databases, secrets and memories opens nobody, and with the ring all',
  async () => {
    const taken = await haul()
    assert.equal(taken.records.length, memberCount)
    const report = steal({ ...taken, records: taken.records.slice(0, 20) }, common)
    console.log('the thief:', JSON.stringify(report))
    assert.ok(report.bytes > 50_000_000, 'no memory was looked through')
    assert.ok(report.keys > 10, 'no key was tried')
    const { seen, guessed, opened, where } = report
    assert.deepEqual(
      { seen, guessed, opened, where },
      { seen: 0, guessed: 0, opened: 0, where: null },
    )

    // A thief who finds nothing anywhere would find nothing here either.
    for (const shape of ['utf8', 'utf16le', 'hex', 'base64'] as const) {
      const bytes = Buffer.from(
        Buffer.from(`to ${common[7]}, and more`, 'utf8').toString(
          shape === 'utf16le' ? 'utf8' : shape,
        ),
        shape === 'utf16le' ? 'utf16le' : 'utf8',
      )
      assert.equal(
        steal({ ...taken, records: [], heaps: [{ name: shape, bytes }] }, common).seen,
        1,
        shape,
      )
    }
    const ring = readFileSync(join(town.data, 'ring/ring.json'))
    const withRing = steal({ ...taken, heaps: [{ name: 'ring', bytes: ring }] }, common)
    assert.equal(withRing.guessed, memberCount)
    assert.equal(withRing.opened, memberCount)
  },
  longMillis,
)
