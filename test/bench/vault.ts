import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '#lib/clock.ts'
import { systemIds } from '#lib/ids.ts'
import { systemRandom } from '#lib/random.ts'
import { bindOrder, orderOfTicket, ordersPaid } from '#trust/bindings/orders.ts'
import { fileProvider } from '#trust/vault/ring.ts'
import { openVault, type Vault } from '#trust/vault/server.ts'

export interface VaultRates {
  /** Orders bound, looked up by their pass and told as paid, per second. */
  ordersPerSecond: number
  /** CPU of this process per order, the vault's own side of the calls. */
  cpuMillisPerOrder: number
}

const settings = {
  shopOrigin: 'http://localhost:8080',
  accountsOrigin: 'http://account.localhost:8080',
  consoleOrigin: 'http://console.localhost:8080',
  marketName: 'Bench',
  mailDomain: 'market.example',
  providerHosts: {},
  operatorLocale: 'ja' as const,
  production: false,
}

/** A vault on this database, with keys and log in a folder of its own. */
export async function openBenchVault(
  databaseUrl: string,
): Promise<{ vault: Vault; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'dozo-bench-'))
  const vault = await openVault({
    databaseUrl,
    keysFolder: join(folder, 'keys'),
    logFolder: join(folder, 'log'),
    logOrigin: 'localhost/log',
    provider: fileProvider,
    settings,
    clock: systemClock,
    random: systemRandom,
    newId: systemIds,
    onLost: (why) => {
      throw new Error(why)
    },
  })
  return {
    vault,
    close: async () => {
      await vault.close()
      await rm(folder, { recursive: true })
    },
  }
}

/** The vault's part of the order kernel: bind, look up the pass, believe the payment. */
export async function vaultRates(
  { core }: Vault,
  { orders, atOnce }: { orders: number; atOnce: number },
): Promise<VaultRates> {
  let next = 0
  const paid: Parameters<typeof ordersPaid>[1]['orders'] = []
  const buyer = async () => {
    while (next < orders) {
      next += 1
      const order = randomUUID()
      const address = `buyer-${order}@mail.example`
      const want = { order, session: null, address, receiptName: '山本', locale: 'ja' } as const
      const { payTicket } = await bindOrder(core, want)
      orderOfTicket(core, { ticket: payTicket })
      const money = { amount: 1200n, currency: 'JPY', provider: 'sandbox', lines: 1 }
      paid.push({ order, intent: randomUUID(), ...money, paidAt: Date.now() })
      if (paid.length >= 50) await ordersPaid(core, { orders: paid.splice(0) })
    }
  }
  const begin = performance.now()
  const cpuBegin = process.cpuUsage()
  await Promise.all(Array.from({ length: atOnce }, buyer))
  await ordersPaid(core, { orders: paid.splice(0) })
  const seconds = (performance.now() - begin) / 1000
  const { user, system } = process.cpuUsage(cpuBegin)
  return {
    ordersPerSecond: orders / seconds,
    cpuMillisPerOrder: (user + system) / 1000 / orders,
  }
}
