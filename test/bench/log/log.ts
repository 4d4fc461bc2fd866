import type { Bench } from '../report/row.ts'
import { measureCheckpoints } from './checkpoints.ts'
import { measurePeople } from './lists.ts'
import { measureSealing } from './sealing.ts'
import { measureWindow } from './window.ts'

/** Everything of the vault and its log that an incident or a move depends on. */
export const log: Bench = {
  name: 'log',
  about:
    'seals beside AES-GCM, people in lists, durable openings, checkpoints, a window of entries',
  run: async (wish) => [
    ...(await measureSealing(wish)),
    ...(await measureCheckpoints(wish)),
    ...(await measurePeople(wish)),
    ...(await measureWindow(wish)),
  ],
}
