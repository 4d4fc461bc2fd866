import { type ChildProcess, fork } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { configExit } from '#processes/life.ts'
import type { ProcessRow } from '#processes/table.ts'
import { memoryFlags } from './memory-flags.ts'

/** All that a child needs to be started, again and again. */
export type ChildWish = {
  row: ProcessRow
  program: string
  /** Read anew at each start. */
  env: () => Record<string, string>
  /** What stands before the program: another user, no network, what Node may touch. */
  confinement: (env: Record<string, string>) => { before: string[]; flags: string[] }
  logFile: string
  /** The port that must answer before a practice program counts as ready. */
  readyPort: number | undefined
  longestPauseMillis: number
  /** Called at every change, so that the status can be written. */
  changed: () => void
  say: (line: string) => void
}

export type Child = {
  row: ProcessRow
  /** What is known now. */
  state: () => ChildState
  /** Starts it and waits until it is ready; throws a sentence when it is not. */
  start: () => Promise<void>
  stop: () => Promise<void>
}

export type ChildState = {
  pid: number | null
  ready: boolean
  restarts: number
  startedAt: number | null
}

const readyMillis = 30_000
const stopMillis = 10_000
const firstPauseMillis = 200
/** Up this long, a process counts as well again, and its next pause is short. */
const wellMillis = 30_000

/** A process that is kept alive: started again after a pause that grows while it keeps falling. */
export function keepAlive(wish: ChildWish): Child {
  const state: ChildState = { pid: null, ready: false, restarts: 0, startedAt: null }
  let current: ChildProcess | undefined
  let isWanted = false
  let pauseMillis = firstPauseMillis

  const change = (next: Partial<ChildState>) => {
    Object.assign(state, next)
    wish.changed()
  }
  const launch = async () => {
    const child = spawnChild(wish)
    current = child
    change({ pid: child.pid ?? null, ready: false, startedAt: Date.now() })
    child.on('exit', (code, signal) => void fallen(child, code, signal))
    await becomesReady(child, wish)
    change({ ready: true })
  }
  const fallen = async (child: ChildProcess, code: number | null, signal: string | null) => {
    const wasReady = state.ready
    const lived = Date.now() - (state.startedAt ?? 0)
    if (current === child) change({ pid: null, ready: false })
    if (!isWanted || !(wasReady || state.restarts > 0)) return
    if (code === configExit) {
      wish.say(`${wish.row.name} has wrong settings and stays down; see ${wish.logFile}`)
      return
    }
    if (lived > wellMillis) pauseMillis = firstPauseMillis
    wish.say(`${wish.row.name} ended (${signal ?? code}); starting it again in ${pauseMillis} ms`)
    await wait(pauseMillis)
    pauseMillis = Math.min(pauseMillis * 2, wish.longestPauseMillis)
    if (!isWanted) return
    state.restarts += 1
    await launch().catch((error: Error) => wish.say(error.message))
  }
  return {
    row: wish.row,
    state: () => ({ ...state }),
    start: async () => {
      isWanted = true
      await launch()
    },
    stop: async () => {
      isWanted = false
      if (current) await endChild(current, wish)
    },
  }
}

/**
 * Practice programs know nothing of a supervisor; ours have this in life.ts. Whoever listens to
 * the channel is kept running by it, and they end by having nothing left to do.
 */
const leaveWithSupervisor = `--import=data:text/javascript,${encodeURIComponent(
  "process.on('disconnect', () => process.kill(process.pid, 'SIGTERM')); process.channel.unref()",
)}`

/** In a group of its own: Ctrl-C must reach the supervisor alone, which stops them in order. */
function spawnChild(wish: ChildWish): ChildProcess {
  const { row, program, logFile, readyPort } = wish
  const env = wish.env()
  const { before, flags } = wish.confinement(env)
  const [execPath = '', ...execArgv] = [...before, process.execPath]
  const log = openSync(logFile, 'a', 0o600)
  const usual = process.umask(before.length > 0 ? 0o007 : process.umask())
  const child = fork(program, [], {
    env,
    execPath,
    execArgv: [
      ...execArgv,
      ...flags,
      ...memoryFlags(row),
      ...(readyPort ? [leaveWithSupervisor] : []),
    ],
    stdio: ['ignore', log, log, 'ipc'],
    detached: true,
  })
  process.umask(usual)
  closeSync(log)
  return child
}

async function becomesReady(child: ChildProcess, wish: ChildWish): Promise<void> {
  const { row, readyPort, logFile } = wish
  const bound = new AbortController()
  const gone = new Promise<never>((_, reject) => {
    child.once('error', (error) => reject(new Error(`${row.name} cannot be run: ${error.message}`)))
    child.once('exit', (code, signal) =>
      reject(
        new Error(`${row.name} ended before it was ready (${signal ?? code}); see ${logFile}`),
      ),
    )
  })
  const late = wait(readyMillis, undefined, { signal: bound.signal, ref: false }).then(() => {
    throw new Error(`${row.name} was not ready within ${readyMillis / 1000} s; see ${logFile}`)
  })
  const said = readyPort ? answersOn(readyPort, bound.signal) : saysReady(child)
  try {
    await Promise.race([said, gone, late])
  } catch (error) {
    child.kill('SIGKILL')
    throw error
  } finally {
    bound.abort()
    late.catch(() => {})
    gone.catch(() => {})
  }
}

function saysReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.on('message', (message) => {
      if ((message as { ready?: unknown }).ready === true) resolve()
    })
  })
}

async function answersOn(port: number, until: AbortSignal): Promise<void> {
  while (!until.aborted) {
    const answered = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.on('connect', () => resolve(true))
      socket.on('error', () => resolve(false))
      socket.on('connect', () => socket.destroy())
    })
    if (answered) return
    await wait(25)
  }
}

async function endChild(child: ChildProcess, { row, say }: ChildWish): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const firm = setTimeout(() => {
    say(`${row.name} did not end within ${stopMillis / 1000} s and was killed`)
    child.kill('SIGKILL')
  }, stopMillis)
  await gone
  clearTimeout(firm)
}
