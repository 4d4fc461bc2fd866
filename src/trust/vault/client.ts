import type { Client } from '#lib/call/call.ts'
import type { vaultForAccounts } from './calls/for-accounts.ts'
import type { vaultForConsole } from './calls/for-console.ts'
import type { vaultForMailer } from './calls/for-mailer.ts'
import type { vaultForMonitor } from './calls/for-monitor.ts'
import type { vaultForPayments } from './calls/for-payments.ts'
import type { vaultForStorefront } from './calls/for-storefront.ts'
import type { vaultForSupervisor } from './calls/for-supervisor.ts'

/** The vault as each of its callers sees it; the process connects, sites only name the type. */
export type VaultForAccounts = Client<typeof vaultForAccounts>
export type VaultForConsole = Client<typeof vaultForConsole>
export type VaultForMailer = Client<typeof vaultForMailer>
export type VaultForMonitor = Client<typeof vaultForMonitor>
export type VaultForPayments = Client<typeof vaultForPayments>
export type VaultForStorefront = Client<typeof vaultForStorefront>
export type VaultForSupervisor = Client<typeof vaultForSupervisor>
