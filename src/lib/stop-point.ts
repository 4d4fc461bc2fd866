import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

let armed: { name: string; mark: string } | undefined

/**
 * Makes this process die, without any farewell, when it next passes the point of this name.
 *
 * `mark` is a file written just before: a process started again finds it and stays alive, so
 * one point kills once. For kill tests; a production start never calls this.
 */
export function armStopPoint(name: string, mark: string): void {
  armed = existsSync(mark) ? undefined : { name, mark }
}

/** A named moment between two durable steps. Does nothing unless a kill test armed it. */
export function stopPoint(name: string): void {
  if (armed === undefined || armed.name !== name) return
  mkdirSync(dirname(armed.mark), { recursive: true })
  writeFileSync(armed.mark, name)
  process.kill(process.pid, 'SIGKILL')
}
