import { paymentsForConsole } from '#market/payments/calls.ts'
import { supervisorForConsole } from '#processes/supervisor/calls.ts'
import { monitorForConsole } from '#trust/integrity/calls.ts'
import { vaultForAccounts } from '#trust/vault/calls/for-accounts.ts'
import { vaultForConsole } from '#trust/vault/calls/for-console.ts'
import { vaultForGateway } from '#trust/vault/calls/for-gateway.ts'
import { vaultForMailer } from '#trust/vault/calls/for-mailer.ts'
import { vaultForMonitor } from '#trust/vault/calls/for-monitor.ts'
import { vaultForPayments } from '#trust/vault/calls/for-payments.ts'
import { vaultForStorefront } from '#trust/vault/calls/for-storefront.ts'
import { vaultForSupervisor } from '#trust/vault/calls/for-supervisor.ts'

/**
 * Every internal call of Dozo: server → caller → name. What is not here cannot be asked: a server
 * listens on one socket per caller, and the path of the socket is the caller's name.
 *
 * Times on the wire are epoch milliseconds, money is decimal text in minor units, bytes are base64url.
 */
export const calls = {
  vault: {
    accounts: vaultForAccounts,
    storefront: vaultForStorefront,
    payments: vaultForPayments,
    mailer: vaultForMailer,
    console: vaultForConsole,
    monitor: vaultForMonitor,
    supervisor: vaultForSupervisor,
    gateway: vaultForGateway,
  },
  payments: { console: paymentsForConsole },
  monitor: { console: monitorForConsole },
  supervisor: { console: supervisorForConsole },
}
