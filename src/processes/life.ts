import { systemClock } from '#lib/clock.ts'
import { ConfigError } from '#lib/config-error.ts'
import { type Log, logger } from '#lib/log.ts'

/** Longest that a process takes to end what it is doing. */
const stopMillis = 8_000
/** sysexits(3): the configuration is wrong, and starting again will not help. */
export const configExit = 78

let log: Log = logger('process', writeLine, systemClock)
let isStopping = false
let said: (error: unknown) => unknown = (error) => error

/** Called first by a process's main: from here on a fault is one log line and an end. */
export function born(name: string): Log {
  log = logger(name, writeLine, systemClock)
  process.on('uncaughtException', fall)
  process.on('unhandledRejection', fall)
  return log
}

/** From here on an error that ends the process is told as this makes it. */
export function sayLess(bare: (error: unknown) => Error): void {
  said = bare
}

/**
 * Called last by a process's main: tells the supervisor, and waits to be stopped by SIGTERM,
 * SIGINT, or the loss of the supervisor. Then ends each part in the order given and exits.
 */
export function ready(...parts: (() => unknown)[]): void {
  const stop = () => void end(parts)
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  if (process.send) {
    process.on('disconnect', stop)
    if (!process.connected) stop()
    else process.send({ ready: true })
  } else log.info('ready')
}

async function end(parts: (() => unknown)[]): Promise<void> {
  if (isStopping) return
  isStopping = true
  setTimeout(() => {
    log.warn('stopped-late', { millis: stopMillis })
    process.exit(1)
  }, stopMillis).unref()
  try {
    for (const part of parts) await part()
    process.exit(0)
  } catch (error) {
    fall(error)
  }
}

function fall(error: unknown): void {
  if (error instanceof ConfigError) log.error('wrong-settings', { sentences: error.sentences })
  else log.error('fell', { error: said(error) })
  process.exit(error instanceof ConfigError ? configExit : 1)
}

function writeLine(line: string): void {
  process.stdout.write(line)
}
