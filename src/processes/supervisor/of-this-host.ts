import type { Kind } from '#adapters/postgres/roles.ts'
import { type ProcessRow, practicePrograms, processes } from '#processes/table.ts'
import type { Installation } from './installation.ts'

/** With whom each practice program belongs, where not all run on one host. */
const counterparts: Record<string, string> = { provider: 'payments', mailbox: 'mailer' }

/** The programs that this host starts: all, or those it was told; practice ones beside theirs. */
export function rowsOf(installation: Installation): ProcessRow[] {
  const practice = practicePrograms.filter(({ name }) =>
    isHere(installation, counterparts[name] ?? name),
  )
  const ours = processes.filter(({ name }) => isHere(installation, name))
  return [...(installation.production ? [] : practice), ...ours]
}

/** Whether a process is started on this host. */
export function isHere({ only }: Installation, name: string): boolean {
  return only?.includes(name) ?? true
}

/** The databases that the processes of this host use; the others are somebody else's. */
export function kindsOf(installation: Installation): Kind[] {
  const roles = rowsOf(installation).flatMap(({ role }) => role ?? [])
  const kinds = roles.map((role): Kind => (role === 'vault' ? 'vault' : 'market'))
  return [...new Set(kinds)].sort()
}
