// Run by walls.ts in place of a unit's program, behind the same walls but without Node's own
// permissions: says what somebody who runs code there would reach.
import { execFileSync } from 'node:child_process'
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { makeFolder } from '#adapters/storage/write.ts'

const waitMillis = 2_000
const plan = JSON.parse(process.argv[2] ?? '{}') as {
  reads: string[]
  writes: string[]
  sockets: string[]
  hosts: string[]
  listens: string[]
  shares: string[]
}

const code = (error: unknown) => (error as NodeJS.ErrnoException).code ?? String(error)
const tried = (act: () => unknown) => {
  try {
    act()
    return 'ok'
  } catch (error) {
    return code(error)
  }
}
const read = (path: string) =>
  tried(() => (statSync(path).isDirectory() ? readdirSync(path) : readFileSync(path)))
const write = (folder: string) => {
  const path = join(folder, `.probe-${process.pid}`)
  return tried(() => {
    closeSync(openSync(path, 'wx'))
    rmSync(path)
  })
}

function reach(to: { path: string } | { host: string; port: number }): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(to)
    const end = (said: string) => {
      socket.destroy()
      resolve(said)
    }
    socket.setTimeout(waitMillis, () => end('ETIMEDOUT'))
    socket.on('connect', () => end('ok'))
    socket.on('error', (error) => end(code(error)))
  })
}

function listen(place: string): Promise<string> {
  const [host = '', port = ''] = place.split(' ')
  return new Promise((resolve) => {
    const server = createServer()
    server.on('error', (error) => resolve(code(error)))
    server.listen(Number(port), host, () => server.close(() => resolve('ok')))
  })
}

/** As an upload makes folders; another process of the group writes in them. */
async function share(folder: string): Promise<string> {
  try {
    await makeFolder(join(folder, 'probe/below'))
    writeFileSync(join(folder, `probe/below/${process.getuid?.()}`), '')
    return 'ok'
  } catch (error) {
    return code(error)
  }
}

const each = async (names: string[], ask: (name: string) => string | Promise<string>) => {
  const said: Record<string, string> = {}
  for (const name of names) said[name] = await ask(name)
  return said
}
const others = readdirSync('/proc')
  .filter((name) => /^\d+$/.test(name))
  .filter((name) => tried(() => statSync(`/proc/${name}`)) === 'ok')
  .filter((name) => statSync(`/proc/${name}`).uid !== process.getuid?.())

process.stdout.write(
  `${JSON.stringify({
    user: execFileSync('id', ['-un'], { encoding: 'utf8' }).trim(),
    others: others.length,
    reads: await each(plan.reads, read),
    writes: await each(plan.writes, write),
    shares: await each(plan.shares, share),
    sockets: await each(plan.sockets, (path) => reach({ path })),
    hosts: await each(plan.hosts, (place) => {
      const [host = '', port = ''] = place.split(' ')
      return reach({ host, port: Number(port) })
    }),
    listens: await each(plan.listens, listen),
  })}\n`,
)
