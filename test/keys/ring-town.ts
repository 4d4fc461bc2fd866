import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openTestVault, type TestVault } from '#test/vault/open-vault.ts'
import { inTime } from '#test/vault/people.ts'
import { vaultHandlers } from '#trust/answers/handlers.ts'
import { KeyKeeper, usualRules } from '#trust/keys/keeper.ts'
import { Opened, open } from '#trust/vault/openings.ts'
import { recordColumns, type SealedRecord } from '#trust/vault/records.ts'
import { openVault } from '#trust/vault/server.ts'

export const dayMillis = 86_400_000

export interface RingTown extends TestVault {
  keeper: KeyKeeper
  /** Guests with an order each. */
  enrol(count: number): Promise<void>
  turn(stolen?: boolean): Promise<void>
  rows(): Promise<SealedRecord[]>
  ringFile(): Promise<string>
  /** Does something to a vault that is down, then starts it. */
  whileClosed(work: () => Promise<void>): Promise<void>
  /** How many entries of the log say this, by what they say it of. */
  told(purpose: string): Promise<string[]>
}

/** A vault with its keeper of keys, which does nothing by itself. */
export async function openRingTown(): Promise<RingTown> {
  const house = await openTestVault()
  const town: RingTown = Object.assign(house, {
    keeper: new KeyKeeper(house.vault.core, usualRules),
    enrol: async (count: number) => {
      const orders = Array.from({ length: count }, () => ({
        order: randomUUID(),
        session: null,
        address: `${randomUUID()}@people.example`,
        receiptName: '',
        locale: 'ja' as const,
      }))
      await Promise.all(orders.map((order) => house.ask.accounts.bindOrder(order, inTime)))
    },
    turn: async (stolen = false) => {
      const after = house.vault.core.ring.current('record').version
      await town.keeper.handlers().turnRing({ after, stolen }, inTime)
      await town.keeper.round()
    },
    rows: () => house.look<SealedRecord>(`select ${recordColumns} from records r order by r.id`),
    ringFile: () => readFile(join(house.options.keysFolder, 'ring.json'), 'utf8'),
    whileClosed: async (work: () => Promise<void>) => {
      await town.vault.close()
      try {
        await work()
      } finally {
        town.vault = await openVault(town.options)
        town.ask = await vaultHandlers(town.vault)
        town.keeper = new KeyKeeper(town.vault.core, usualRules)
      }
    },
    told: async (purpose: string) => {
      const text = 'select kind from log_entries where purpose = $1 order by index'
      return (await house.look<{ kind: string }>(text, [purpose])).map(({ kind }) => kind)
    },
  })
  return town
}

/** Opens a row as the vault does for its own letters; throws when it cannot. */
export async function opens(town: RingTown, blob: SealedRecord): Promise<void> {
  const { core } = town.vault
  const want = { purpose: 'letter', subject: blob.subject_id, about: null, blobs: [blob] } as const
  const opened = await open(core, want)
  assert.ok(opened instanceof Opened && opened.one('contact')!.address.includes('@'))
}
