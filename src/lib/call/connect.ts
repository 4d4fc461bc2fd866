import { type Call, CallFault, type CallList, type Client } from '#lib/call/call.ts'
import { CallLine, type LineOptions } from '#lib/call/line.ts'

/** Names that would break the client object itself, or make it look like a promise. */
const reserved = new Set(['close', 'then', 'constructor', '__proto__'])

/**
 * A client for a list of calls over one kept-open Unix socket, opened at the first call.
 *
 * A method gives the server's answer, parsed, or throws: the server's own Refusal; `timeout`
 * when no answer came in time; `unavailable` when the connection cannot be had or was lost
 * (an idempotent call is first asked once more) or too many calls wait; `too-large`; CallFault.
 */
export function connect<C extends CallList>(calls: C, options: LineOptions): Client<C> {
  const line = new CallLine(options)
  const client: Record<string, unknown> = { close: () => line.close() }
  for (const [name, spec] of Object.entries(calls)) {
    if (reserved.has(name)) throw new RangeError(`a call cannot be named ${name}`)
    client[name] = async (input: unknown) => answer(name, spec, await line.ask(name, spec, input))
  }
  return Object.freeze(client) as Client<C>
}

function answer(name: string, spec: Call<unknown, unknown>, output: unknown): unknown {
  try {
    return spec.out.parse(output)
  } catch (cause) {
    throw new CallFault(name, 'answer in another shape', { cause })
  }
}
