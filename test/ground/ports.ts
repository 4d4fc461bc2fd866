import { once } from 'node:events'
import { connect, createServer } from 'node:net'

/** Below the range from which the kernel takes ports for outgoing connections. */
const [firstPort, lastPort] = [12_000, 31_000]
const portsOfOneTown = 5
const rowLength = 10
const mostTries = 100

/**
 * The first of five ports in a row that nobody listens on, and that no other test of this machine
 * is given: the last port of the row is held until this process ends, or lets go of it.
 */
export async function portsOfOurs(): Promise<{ port: number; letGo: () => void }> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const place = Math.floor(Math.random() * ((lastPort - firstPort) / rowLength))
    const port = firstPort + place * rowLength
    const letGo = await held(port + rowLength - 1)
    if (!letGo) continue
    const row = Array.from({ length: portsOfOneTown }, (_, index) => port + index)
    const taken = await Promise.all(row.map(answersAt))
    if (!taken.includes(true)) return { port, letGo }
    letGo()
  }
  throw new Error('no five free ports in a row')
}

/** Undefined when somebody else has it. */
async function held(port: number): Promise<(() => void) | undefined> {
  const mark = createServer((socket) => socket.destroy()).unref()
  try {
    await once(mark.listen(port, '127.0.0.1'), 'listening')
  } catch {
    return undefined
  }
  return () => mark.close()
}

function answersAt(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.on('error', () => resolve(false))
  })
}
