// Started by kills.test.ts: turns the ring and dies at the point it is given.
import { join } from 'node:path'
import { systemClock } from '#lib/clock.ts'
import { systemIds } from '#lib/ids.ts'
import { systemRandom } from '#lib/random.ts'
import { armStopPoint } from '#lib/stop-point.ts'
import { KeyKeeper, usualRules } from '#trust/keys/keeper.ts'
import { fileProvider } from '#trust/vault/ring.ts'
import { openVault } from '#trust/vault/server.ts'

const [databaseUrl = '', folder = '', point = '', mark = ''] = process.argv.slice(2)
const { core } = await openVault({
  databaseUrl,
  keysFolder: join(folder, 'keys'),
  logFolder: join(folder, 'log'),
  logOrigin: 'localhost/log',
  provider: fileProvider,
  settings: {
    shopOrigin: 'http://localhost:8080',
    accountsOrigin: 'http://account.localhost:8080',
    consoleOrigin: 'http://console.localhost:8080',
    marketName: 'Kurashiki Market',
    mailDomain: 'market.example',
    providerHosts: {},
    addressWaitHours: 24,
    operatorLocale: 'ja',
    witnessKey: null,
    production: false,
  },
  clock: systemClock,
  random: systemRandom,
  newId: systemIds,
  onLost: () => process.exit(1),
})
armStopPoint(point, mark)
const keeper = new KeyKeeper(core, { ...usualRules, ringDays: 0 })
const after = core.ring.current('record').version
const context = { deadline: Number.MAX_SAFE_INTEGER, gone: new AbortController().signal }
await keeper.handlers().turnRing({ after, stolen: false }, context)
await keeper.round()
process.stdout.write('turned\n')
process.exit(0)
