import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { call } from '#lib/call/call.ts'
import { connect } from '#lib/call/connect.ts'
import { type ServeOptions, serveCalls } from '#lib/call/serve.ts'
import type { Fault } from '#lib/call/visit.ts'
import { isRefusal, Refusal, type RefusalCode } from '#lib/refusal.ts'
import { bytes, integer, minor, nothing, object, text } from '#lib/shapes.ts'

// A server and its callers for the tests of this folder.

export const calls = {
  double: call({
    in: object({ amount: minor() }),
    out: object({ amount: minor() }),
    idempotent: true,
  }),
  wait: call({ in: integer({ min: 0, max: 5_000 }), out: nothing, timeoutMillis: 2_000 }),
  hurry: call({ in: nothing, out: nothing, timeoutMillis: 50 }),
  refuse: call({ in: nothing, out: nothing }),
  break: call({ in: text({ max: 100 }), out: nothing }),
  lie: call({ in: nothing, out: text({ max: 5 }) }),
  weigh: call({ in: bytes({ max: 10_000_000 }), out: bytes({ max: 10_000_000 }) }),
}
type Calls = typeof calls

/** A folder for sockets, with servers and clients that end with the test. */
export async function practice() {
  const folder = await mkdtemp(join(tmpdir(), 'call-'))
  const closers: (() => unknown)[] = []
  const room = {
    folder,
    path: join(folder, 'run', 'for-test/socket'),
    faults: [] as Fault[],
    atWork: 0,
    mostAtWork: 0,
    onEnd: (close: () => unknown) => closers.push(close),
    async serve(more: Partial<ServeOptions<Calls>> = {}) {
      const server = await serveCalls({
        path: room.path,
        calls,
        handlers: handlers(room),
        onFault: (fault) => room.faults.push(fault),
        ...more,
      })
      closers.push(() => server.close())
      return server
    },
    client(more: { maxPending?: number; patienceMillis?: number } = {}) {
      const made = connect(calls, { path: room.path, ...more })
      closers.push(() => made.close())
      return made
    },
    async [Symbol.asyncDispose]() {
      for (const close of closers.reverse()) await close()
      await rm(folder, { recursive: true })
    },
  }
  return room
}

export function handlers(seen: {
  atWork: number
  mostAtWork: number
}): ServeOptions<Calls>['handlers'] {
  return {
    double: ({ amount }) => ({ amount: (amount * 2n) as never }),
    async wait(millis) {
      seen.atWork += 1
      seen.mostAtWork = Math.max(seen.mostAtWork, seen.atWork)
      await pause(millis)
      seen.atWork -= 1
    },
    hurry: () => pause(300),
    refuse() {
      throw new Refusal('sold-out', 'Someone else bought the last one.', { field: 'work' })
    },
    break(secret) {
      throw new Error(`secret ${secret}`)
    },
    lie: () => 'longer than five',
    weigh: (sent) => Buffer.concat([sent, sent]),
  }
}

export const refusal = (code: RefusalCode) => (thrown: unknown) => isRefusal(thrown, code)
export const amount = (units: bigint) => ({ amount: units as never })
