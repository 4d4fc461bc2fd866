// Started in the network of the machine by main.ts: a relay, a visitor, who tries the walls.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lookFromOutside, visitorAt } from './from-outside.ts'
import { hosts, reachNetwork } from './install.ts'
import { within } from './machine.ts'
import { openRelay, openStranger } from './relay.ts'
import type { Result } from './results.ts'
import { allReady, lookAtStop, lookAtUnits } from './units.ts'
import { lookAtWalls } from './walls.ts'

const [kind, place = '', leader = ''] = process.argv.slice(2)
const run = (script: string) => within(Number(leader), script)

/** One check; what it throws is what was found. */
async function check(name: string, look: () => Promise<string | undefined>): Promise<void> {
  const said = await look().then(
    (detail): Result => ({ check: name, ok: true, ...(detail ? { detail } : {}) }),
    (error: Error): Result => ({ check: name, ok: false, detail: error.message.slice(0, 1_500) }),
  )
  process.send?.(said)
}

await reachNetwork({ run })
const [cert, key] = ['certificate', 'key'].map((name) =>
  readFileSync(join(place, 'root', `${name}.pem`), 'utf8'),
)
const relay = await openRelay(hosts.relay, { cert: cert!, key: key! })
const stranger = await openStranger(hosts.stranger, 25)
const outside = { relay, visitor: () => visitorAt(cert!), run, check }
try {
  await check('all units are active and ready', () => allReady(run))
  await lookFromOutside(outside, kind === 'whole')
  if (kind === 'whole') {
    await lookAtWalls({ run, check, place })
    await lookAtUnits(outside)
  } else await lookAtStop({ run, check })
} finally {
  await relay.close()
  stranger.close()
}
process.disconnect?.()
process.exit(0)
