import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const packages = ['systemd', 'systemd-sysv', 'dbus', 'postgresql', 'procps', 'iproute2']
const fetchMillis = 900_000
const unpackMillis = 120_000

/** The Debian as an archive, fetched unless an earlier trial left it. */
export async function rootArchive(want: {
  folder: string
  suite: string
  fresh: boolean
}): Promise<string> {
  if (!/^[a-z]+$/.test(want.suite)) throw new RangeError(`no suite: ${want.suite}`)
  const archive = join(want.folder, `${want.suite}.tar`)
  if (want.fresh) rmSync(archive, { force: true })
  if (existsSync(archive)) return archive
  const unfinished = `${archive}.${process.pid}.tar`
  const words = ['--variant=minbase', `--include=${packages.join(',')}`, want.suite, unfinished]
  try {
    await program('mmdebstrap', words, fetchMillis)
    renameSync(unfinished, archive)
  } finally {
    rmSync(unfinished, { force: true })
  }
  return archive
}

/** Devices are the machine's own to have. */
export async function unpackRoot(archive: string, place: string): Promise<void> {
  mkdirSync(place, { recursive: true })
  await program('tar', ['-xf', archive, '-C', place, '--exclude=./dev/*'], unpackMillis)
}

/** Runs a program, its words on our error stream; throws when it does not end well. */
export function program(name: string, words: string[], timeout: number): Promise<void> {
  const child = spawn(name, words, { stdio: ['ignore', 2, 2], timeout })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${name}: ${code}`))))
  })
}
