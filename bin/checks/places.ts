import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Copy, copyOf } from './copy.ts'
import { type LentPostgres, lentPostgres } from './lent-postgres.ts'

/** Where breakages are tried one after the other. */
export type Place = {
  copy: Copy
  postgres: LentPostgres
  /** Files as Vitest reads them, kept by what is in them: a file that is broken is read anew. */
  modules: string
}

/** Does the work in so many places at once; nothing of them is left. */
export async function inPlaces(
  root: string,
  howMany: number,
  work: (place: Place) => Promise<void>,
): Promise<void> {
  const above = mkdtempSync(join(tmpdir(), 'dozo-breakages-'))
  // Processes with users of their own run what is in it.
  chmodSync(above, 0o755)
  const places = Array.from({ length: howMany }, (_, index) => ({
    copy: copyOf(root, join(above, String(index + 1))),
    postgres: lentPostgres(root),
    modules: join(above, 'modules'),
  }))
  try {
    await Promise.all(places.map(work))
  } finally {
    await Promise.all(places.map(({ postgres }) => postgres.end()))
    rmSync(above, { recursive: true, force: true })
  }
}
