import { vaultHandlers } from '#trust/answers/handlers.ts'
import { noCanaries } from '#trust/canaries/canaries.ts'
import { KeyKeeper, usualRules } from '#trust/keys/keeper.ts'
import { type ClockGuard, openClockGuard } from '#trust/reckoning/clock-guard.ts'
import type { Core } from '#trust/vault/core.ts'
import { openTestVault, type TestVault } from './open-vault.ts'

export interface GuardedVault {
  town: TestVault
  core: Core
  guard: ClockGuard
  keeper: KeyKeeper
  /** Time really passes, on every clock. */
  passes(millis: number): void
  /** The machine's clock goes on, or back, and the database's with it. */
  leaps(millis: number): void
  /** PostgreSQL's clock alone goes on, or back. */
  databaseLeaps(millis: number): void
  /** The process ends and another one begins, with a time in between that it cannot measure. */
  restarts(offMillis?: number): Promise<void>
}

/** A vault that compares its clock, with clocks that stand still until they are told to go. */
export async function openGuardedVault(): Promise<GuardedVault> {
  const town = await openTestVault()
  let passed = 0
  let database = town.clock().getTime()
  const clocks = { passed: () => passed, database: async () => database }
  const begin = async () => {
    const guard = await openClockGuard(town.vault.core, clocks)
    const core = { ...town.vault.core, reckoning: guard }
    const keeper = new KeyKeeper(core, usualRules)
    town.ask = await vaultHandlers({ ...town.vault, core }, keeper, noCanaries, guard)
    return { core, guard, keeper }
  }
  const house: GuardedVault = {
    town,
    ...(await begin()),
    passes: (millis) => {
      passed += millis
      database += millis
      town.clock.advance(millis)
    },
    leaps: (millis) => {
      database += millis
      town.clock.advance(millis)
    },
    databaseLeaps: (millis) => {
      database += millis
    },
    restarts: async (offMillis = 0) => {
      database += offMillis
      town.clock.advance(offMillis)
      passed = 0
      await town.reopen()
      Object.assign(house, await begin())
    },
  }
  return house
}
