import { randomBytes } from 'node:crypto'
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Role } from '#adapters/postgres/roles.ts'

/** Says that these secrets were made by a practice start; a production start refuses them. */
const practiceMark = 'made-for-practice'

/** A secret of this installation, 32 random bytes in base64url, made when first asked for. */
export function secret(data: string, name: string): string {
  const path = join(data, 'secrets', name)
  if (!existsSync(path)) {
    const unfinished = `${path}.${process.pid}`
    writeFileSync(unfinished, randomBytes(32).toString('base64url'), { mode: 0o600, flush: true })
    try {
      // A link fails where a rename would replace the secret of somebody quicker.
      linkSync(unfinished, path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(unfinished, { force: true })
    }
  }
  return readFileSync(path, 'utf8').trim()
}

/** The password of a role, a secret of its own. */
export function rolePassword(data: string, role: Role): string {
  return secret(data, `database-${role}`)
}

export function markAsPractice(data: string): void {
  writeFileSync(join(data, 'secrets', practiceMark), '', { mode: 0o600 })
}

export function areForPractice(data: string): boolean {
  return existsSync(join(data, 'secrets', practiceMark))
}
