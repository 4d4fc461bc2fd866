import type { Client } from '#lib/call/call.ts'
import type { paymentsForConsole } from './calls.ts'

/** Payments as the console sees it. */
export type PaymentsForConsole = Client<typeof paymentsForConsole>
