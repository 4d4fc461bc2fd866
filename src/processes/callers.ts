import { calls } from './calls.ts'
import { processes } from './table.ts'

/** Who has a socket of its own at this server. */
export function callersOf(server: string): string[] {
  const listed = Object.keys((calls as Record<string, object>)[server] ?? {})
  const isSite = processes.some(({ name, listens }) => name === server && listens === 'http')
  return isSite ? [...listed, 'gateway'] : listed
}
