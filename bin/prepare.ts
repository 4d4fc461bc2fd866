import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { takeLock } from './lock.ts'

/** Exit codes of all of bin/dozo; `dozo help` prints them. From sysexits(3) where one fits. */
export const exitCodes = { usage: 64, needsMissing: 69, busy: 75 } as const

const installMillis = 900_000

/** Brings the checkout up to date, then runs a file or the bundle with the words given. */
export async function main(root: string, words: string[]): Promise<void> {
  installed(root)
  const [command, file] = words
  if (command === 'run') {
    if (!file) fail(exitCodes.usage, 'Which file? `dozo run FILE [words…]`')
    await runFile(resolve(file), words.slice(2))
    return
  }
  await built(root)
  process.argv = [process.argv[0] ?? 'node', join(root, 'build/dozo.js'), ...words]
  await import(pathToFileURL(join(root, 'build/dozo.js')).href)
}

/** Builds when any source changed since the last build. */
export async function built(root: string): Promise<void> {
  const { isStale, build } = await import('./build.ts')
  if (!isStale(root)) return
  await alone(root, async () => {
    if (!isStale(root)) return
    const began = performance.now()
    await build(root)
    say(`built in ${((performance.now() - began) / 1000).toFixed(1)} s`)
  })
}

function installed(root: string): void {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  const stamp = join(root, 'node_modules/.dozo-lock')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  if (isInstalledByHand(root)) {
    writeFileSync(stamp, wanted)
    return
  }
  void alone(root, () => {
    say('installing the locked dependencies (npm ci) …')
    const began = performance.now()
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
    const npm = spawnSync('npm', ['ci', ...options], {
      cwd: root,
      stdio: ['ignore', 2, 2],
      env: { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}` },
      timeout: installMillis,
    })
    if (npm.status !== 0) {
      fail(
        exitCodes.needsMissing,
        'The dependencies could not be installed; look at the lines above.',
      )
    }
    writeFileSync(stamp, wanted)
    say(`installed in ${((performance.now() - began) / 1000).toFixed(0)} s`)
  })
}

type LockFile = {
  packages: Record<string, { version?: string; optional?: boolean; dev?: boolean }>
}

/** Somebody's own `npm ci` is as good as ours: what npm wrote down must be what is locked. */
function isInstalledByHand(root: string): boolean {
  const found = join(root, 'node_modules/.package-lock.json')
  if (!existsSync(found)) return false
  const { packages: locked } = readLock(join(root, 'package-lock.json'))
  const { packages: there } = readLock(found)
  return Object.entries(locked).every(
    ([path, { version, optional }]) =>
      path === '' || there[path]?.version === version || (optional && !there[path]),
  )
}

function readLock(path: string): LockFile {
  return JSON.parse(readFileSync(path, 'utf8'))
}

/** Only one process at a time changes what all of them use. */
function alone<T>(root: string, work: () => T): T {
  const lock = takeLock(join(root, '.node/preparing'))
  if ('heldBy' in lock) {
    fail(
      exitCodes.busy,
      `Another start is preparing this checkout (pid ${lock.heldBy}); wait for it.`,
    )
  }
  let result: T
  try {
    result = work()
  } catch (error) {
    lock.release()
    throw error
  }
  if (result instanceof Promise) return result.finally(lock.release) as T
  lock.release()
  return result
}

async function runFile(file: string, words: string[]): Promise<void> {
  if (!existsSync(file)) fail(exitCodes.usage, `There is no file ${file}.`)
  await import('./pages.ts')
  process.argv = [process.argv[0] ?? 'node', file, ...words]
  await import(pathToFileURL(file).href)
}

function fail(code: number, text: string): never {
  say(text)
  process.exit(code)
}

function say(text: string): void {
  process.stderr.write(`${text}\n`)
}
