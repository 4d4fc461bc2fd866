import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { firstStanding, type Standing } from './alarms.ts'

/** The monitor's memory: one small file, whole or as it was before. */
export interface StandingFile {
  read(now: number): Standing
  write(standing: Standing): void
}

/** A file that cannot be read begins a new watch: a monitor must never fail to start. */
export function standingFile(path: string): StandingFile {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  return {
    read(now) {
      try {
        return JSON.parse(readFileSync(path, 'utf8')) as Standing
      } catch {
        return firstStanding(now)
      }
    },
    write(standing) {
      writeFileSync(`${path}.new`, JSON.stringify(standing), { mode: 0o600 })
      renameSync(`${path}.new`, path)
    },
  }
}
