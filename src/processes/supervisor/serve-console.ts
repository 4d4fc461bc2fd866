import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { serveCalls } from '#lib/call/serve.ts'
import { supervisorForConsole } from './calls.ts'
import type { Child } from './child.ts'
import type { Installation } from './installation.ts'
import { memoryOf } from './memory.ts'

/** Tells the console what runs. */
export function serveConsole(
  { runDir }: Installation,
  children: readonly Child[],
  version: string,
): Promise<{ close(): Promise<void> }> {
  return serveCalls({
    path: join(runDir, 'supervisor/for-console/socket'),
    calls: supervisorForConsole,
    handlers: {
      processes: async () => ({
        version,
        processes: children.map(({ row, state }) => {
          const { pid, ready, restarts, startedAt } = state()
          const memoryBytes = pid ? memoryOf(pid) : null
          return { name: row.name, role: row.role, pid, ready, restarts, memoryBytes, startedAt }
        }),
      }),
    },
    onFault: ({ error }) => console.error(error),
  })
}

/** The version of this release. */
export function releaseVersion(root: string): string {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version
}
