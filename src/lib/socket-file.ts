import { chmod, lstat, mkdir, unlink } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { dirname } from 'node:path'

/** The kernel's limit is 108 bytes with the closing zero, on macOS 104. */
const longestPath = 103
const connectMillis = 1_000

/**
 * Makes the place where a server will listen: a folder only this user may enter, if there is
 * none yet, and no file left over from a server that died. Throws when another server listens.
 */
export async function prepareSocketFile(path: string): Promise<void> {
  if (Buffer.byteLength(path) > longestPath) {
    throw new RangeError(`socket path is longer than ${longestPath} bytes: ${path}`)
  }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const state = await socketState(path)
  if (state === 'listening') throw new Error(`another process listens on ${path}`)
  if (state === 'free') return
  if (!(await lstat(path)).isSocket()) throw new Error(`${path} is not a socket`)
  await unlink(path)
}

/**
 * Lets the group of the folder connect. Where each process has a user of its own, the folder's
 * group is the one caller; elsewhere only this user may enter the folder anyway.
 */
export async function openToGroup(path: string): Promise<void> {
  await chmod(path, 0o660)
}

/** Whether somebody listens there, a file is left over, or nothing is there. */
async function socketState(path: string): Promise<'listening' | 'stale' | 'free'> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path)
    socket.setTimeout(connectMillis, () => socket.destroy(new Error(`${path} does not answer`)))
    socket.once('connect', () => {
      socket.destroy()
      resolve('listening')
    })
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') resolve('free')
      else if (error.code === 'ECONNREFUSED') resolve('stale')
      else reject(error)
    })
  })
}
