import { spawn } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')
const commandMillis = 120_000

export interface Said {
  code: number | null
  out: string
  err: string
}

/**
 * Runs a command as a person at the machine does. `until` ends it as a power cut would, as soon
 * as it has said that.
 */
export function dozo(words: string[], env: Record<string, string>, until?: RegExp): Promise<Said> {
  const child = spawn(process.execPath, [join(root, 'build/dozo.js'), ...words], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: commandMillis,
  })
  const said: Said = { code: null, out: '', err: '' }
  child.stdout.on('data', (bytes) => {
    said.out += bytes
  })
  child.stderr.on('data', (bytes) => {
    said.err += bytes
    if (until?.test(said.err)) child.kill('SIGKILL')
  })
  return new Promise((resolve) => {
    child.on('close', (code) => resolve({ ...said, code }))
  })
}
