import type { VaultForAccounts } from '#trust/vault/client.ts'

/** One record about me, in clear, as the vault gives it to me. */
export type KeptRecord = Awaited<ReturnType<VaultForAccounts['myRecords']>>['records'][number]

/** One time that something of mine was opened. */
export type Opening = Awaited<ReturnType<VaultForAccounts['myOpenings']>>['openings'][number]

/** One thing that an erasure takes away, and when. */
export type ErasureStep = Awaited<ReturnType<VaultForAccounts['erasurePlan']>>['steps'][number]
