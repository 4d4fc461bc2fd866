import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { leafOf } from '#trust/log/entry.ts'
import { LogFiles } from '#trust/log/files.ts'
import { signerFrom } from '#trust/log/note.ts'
import { proofOfEntry } from '#trust/proofs/entry-proof.ts'
import { median, percentile } from '../measure/numbers.ts'
import type { BenchWish, Row } from '../report/row.ts'

const entriesInCheckpoint = 200
const checkpointsInRound = 50

/** A checkpoint with its tiles, and a proof file, over a log that is long already. */
export async function measureCheckpoints(wish: BenchWish): Promise<Row[]> {
  const long = wish.large ? 2_000_000 : 500_000
  const folder = mkdtempSync(join(tmpdir(), 'dozo-bench-log-'))
  try {
    const files = await LogFiles.open({
      folder,
      signer: signerFrom('market.example/log', Buffer.alloc(32, 7)),
      store: { size: 0, leaves: async () => [] },
    })
    const began = performance.now()
    while (files.size < long) {
      files.add(Array.from({ length: 20_000 }, () => entry))
      await files.publish()
    }
    const perSecond = long / ((performance.now() - began) / 1000)
    wish.say(`  a log of ${long} entries, ${Math.round(perSecond)} written per second`)
    const rounds: number[][] = []
    const proofs: number[] = []
    for (let round = 0; round < wish.rounds; round += 1) {
      rounds.push(await checkpointsOf(files))
      proofs.push(...(await proofsOf(files)))
    }
    return [
      {
        bench: 'log',
        what: `a checkpoint of ${entriesInCheckpoint} more entries`,
        unit: 'ms',
        reached: median(rounds.map((round) => median(round))),
        rounds: rounds.map((round) => median(round)),
        details: {
          'p95 ms': percentile(rounds.flat(), 95),
          'entries before': long,
          'entries hashed and written per second': perSecond,
          'proof file p50 ms': median(proofs),
          'proof file p95 ms': percentile(proofs, 95),
        },
      },
    ]
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const entry = leafOf({
  at: 1_775_001_600_000,
  principal: 'accounts',
  purpose: 'my-contact',
  kind: 'contact',
  who: '7t5PsWGXh6defjt8Oz3T4w',
  ref: null,
})

async function checkpointsOf(files: LogFiles): Promise<number[]> {
  const millis = []
  for (let each = 0; each < checkpointsInRound; each += 1) {
    const began = performance.now()
    files.add(Array.from({ length: entriesInCheckpoint }, () => entry))
    await files.publish()
    millis.push(performance.now() - began)
  }
  return millis
}

async function proofsOf(files: LogFiles): Promise<number[]> {
  const millis = []
  for (let each = 0; each < checkpointsInRound; each += 1) {
    const index = Math.floor((files.size * each) / checkpointsInRound)
    const began = performance.now()
    const proof = await proofOfEntry((path) => files.read(path), { index, entry, about: null })
    millis.push(performance.now() - began)
    if (!proof) throw new Error(`there is no proof of entry ${index}`)
  }
  return millis
}
