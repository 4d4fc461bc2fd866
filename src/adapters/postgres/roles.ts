/** Every login role, by the one kind of database it may connect to. */
export const rolesOf = {
  market: ['storefront', 'accounts', 'payments', 'worker', 'console'],
  vault: ['vault'],
} as const

export type Kind = keyof typeof rolesOf
export type Role = (typeof rolesOf)[Kind][number]

/** Owns every table and function. Nobody can log in as it; set-up work steps into it. */
export const owner = 'dozo_owner'

/** The name of an installation's database of that kind. */
export function databaseName(kind: Kind): string {
  return `dozo_${kind}`
}
