import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What takes a quarter of a minute or more on a quiet machine, the longest first. */
const long = [
  'proofs/kills',
  'looks/real-pages',
  'fuzz/fuzz',
  'hosts/hosts',
  'backups/stops',
  'backups/town',
  'looks/axe',
  'proofs/away',
  'processes/supervisor',
  'journeys/passkeys',
  'journeys/account-pages',
  'sandbox/pages',
  'journeys/bad-days',
  'journeys/real-work',
  'proofs/thief',
  'rules/dependencies',
]

/** Whatever is begun last ends alone; on a fresh clone nobody knows yet what takes long. */
class LongOnesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files)
    const place = ({ moduleId }: TestSpecification) => {
      const found = long.findIndex((each) => moduleId.endsWith(`/test/${each}.test.ts`))
      return found < 0 ? long.length : found
    }
    return usual.toSorted((one, other) => place(one) - place(other))
  }
}

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'sandbox/**/*.test.{ts,tsx}', 'test/**/*.test.{ts,tsx}'],
    globalSetup: ['test/ground/global.ts', 'test/cast/keeper.ts'],
    pool: 'threads',
    // Files share a worker: none of them changes anything global, and starting one costs 0.2 s.
    isolate: false,
    // As many as a small machine has cores: with one more, tests that hold races wait too long.
    maxWorkers: 2,
    sequence: { sequencer: LongOnesFirst },
    // A busy machine takes several times as long as a quiet one; a hang is found all the same.
    testTimeout: 45_000,
    hookTimeout: 60_000,
    teardownTimeout: 30_000,
  },
})
