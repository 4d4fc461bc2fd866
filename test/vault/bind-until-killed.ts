// Started by kills.test.ts: binds orders as fast as it can and says which were answered.
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { systemClock } from '#lib/clock.ts'
import { systemIds } from '#lib/ids.ts'
import { systemRandom } from '#lib/random.ts'
import { bindOrder } from '#trust/bindings/orders.ts'
import { ordersPaid } from '#trust/bindings/paid.ts'
import { MailboxLimits } from '#trust/letters/mailbox-limits.ts'
import { fileProvider } from '#trust/vault/ring.ts'
import { openVault } from '#trust/vault/server.ts'

const [databaseUrl = '', folder = ''] = process.argv.slice(2)
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
process.stdout.write('open\n')

async function buyer(): Promise<void> {
  for (;;) {
    const order = randomUUID()
    const address = `${order}@people.example`
    await bindOrder(core, { order, session: null, address, receiptName: '', locale: 'ja' })
    process.stdout.write(`bound ${order}\n`)
    const money = { amount: 1200n, currency: 'JPY', provider: 'sandbox', lines: 1 }
    await ordersPaid(core, new MailboxLimits(core), {
      orders: [{ order, intent: randomUUID(), ...money, paidAt: 0, sellers: [] }],
    })
    process.stdout.write(`paid ${order}\n`)
  }
}
await Promise.all(Array.from({ length: 20 }, buyer))
