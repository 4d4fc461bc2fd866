import type { Client } from '#lib/call/call.ts'
import type { monitorForConsole } from './calls.ts'

/** The monitor as the console sees it. */
export type MonitorForConsole = Client<typeof monitorForConsole>
