import { execFile } from 'node:child_process'
import { accessSync, constants } from 'node:fs'

/** What somebody who runs code in a process would try, and what of it they got. */
export interface Attempts {
  sockets: string[]
  /** Files to read, and folders to look into. */
  files: string[]
  /** Ports of this machine. */
  ports: number[]
}

export interface Loot extends Attempts {
  /** Processes that took a signal from us. */
  signalled: number[]
}

const tryMillis = 60_000

/** Tries all of it by a bare Node behind the given command: the same user, the same network. */
export async function takenFrom(
  before: string[],
  attempts: Attempts & { victims: number[] },
): Promise<Loot> {
  const [program = '', ...words] = [...before, nodeForAll()]
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      [...words, '--input-type=module', '-e', thief],
      { cwd: '/', env: {}, timeout: tryMillis, maxBuffer: 10_000_000 },
      (error, output) => (error ? reject(error) : resolve(JSON.parse(output))),
    )
    child.stdin!.end(JSON.stringify(attempts))
  })
}

/** One that users of processes may run, also when ours lies in a folder of root's. */
function nodeForAll(): string {
  const found = ['/usr/local/bin/node', '/usr/bin/node'].find((path) => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
  return found ?? process.execPath
}

const thief = `
import { openSync, readSync, readdirSync, statSync } from 'node:fs'
import { connect } from 'node:net'
let asked = ''
for await (const part of process.stdin) asked += part
const { sockets, files, ports, victims } = JSON.parse(asked)
const reached = (where) => new Promise((resolve) => {
  const socket = connect(where)
  socket.setTimeout(2000, () => socket.destroy(new Error('late')))
  socket.on('connect', () => { resolve(true); socket.destroy() })
  socket.on('error', () => resolve(false))
})
const read = (path) => {
  try {
    if (statSync(path).isDirectory()) return readdirSync(path).length >= 0
    return readSync(openSync(path), Buffer.alloc(1), 0, 1, null) >= 0
  } catch { return false }
}
const signal = (pid) => { try { process.kill(pid, 0); return true } catch { return false } }
const some = async (all, isSo) => {
  const found = []
  for (const each of all) if (await isSo(each)) found.push(each)
  return found
}
process.stdout.write(JSON.stringify({
  sockets: await some(sockets, (path) => reached({ path })),
  files: await some(files, read),
  ports: await some(ports, (port) => reached({ port, host: '127.0.0.1' })),
  signalled: await some(victims, signal),
}))
`
