import { once } from 'node:events'
import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { providerRegistry } from '#adapters/payments/registry.ts'
import { sandboxProvider } from '#adapters/payments/sandbox.ts'
import { base64url } from '#lib/base64url.ts'
import type { FixedClock } from '#lib/clock.ts'
import { openDb } from '#lib/db/open.ts'
import { rateLimit } from '#lib/http/rate-limit.ts'
import type { Log } from '#lib/log.ts'
import { minorUnits } from '#lib/money.ts'
import { seededRandom } from '#lib/random.ts'
import { paymentNews } from '#market/payments/news.ts'
import type { PaymentNeeds } from '#market/payments/types.ts'
import { pay } from '#sites/pay/pay.ts'
import { browse, type Page } from '#test/sandbox/browse.ts'
import { freePorts, run, temporaryFolder } from '#test/sandbox/running.ts'
import { keys } from '#test/sandbox/town.ts'
import { type PracticeMarket, practiceMarket } from './market.ts'
import { type VaultStandIn, vaultStandIn } from './vault-stand-in.ts'

/** The pay host as it runs, over a real database and the real practice provider. */
export interface Counter {
  market: PracticeMarket
  vault: VaultStandIn
  needs: PaymentNeeds
  clock: FixedClock
  provider: { origin: string; crash(): Promise<void>; restart(): Promise<void> }
  origin: string
  /** What was logged, by name. */
  logged: { level: string; event: string }[]
  woken: string[]
  /** A pass of the vault for this order. */
  passFor(order: string): string
  /** Presses the button of the pay page. */
  press(pass: string, method?: string): Promise<Page>
  end(): Promise<void>
}

/** A clock that runs, and can be moved on: the provider keeps real time. */
function movableClock(): FixedClock {
  let ahead = 0
  const clock = () => new Date(Date.now() + ahead)
  return Object.assign(clock, {
    advance(millis: number) {
      ahead += millis
    },
    set(moment: Date | string) {
      ahead = new Date(moment).getTime() - Date.now()
    },
  })
}

export async function openCounter(settings: Record<string, string> = {}): Promise<Counter> {
  const market = await practiceMarket()
  const clock = movableClock()
  const [payPort] = await freePorts(1)
  const origin = `http://pay.localhost:${payPort}`
  const provider = await openProvider(origin, settings)
  const vault = vaultStandIn(market.newId())
  const logged: Counter['logged'] = []
  const woken: string[] = []
  const needs: PaymentNeeds = {
    pool: market.payments,
    db: openDb('payments', market.payments),
    vault,
    providers: providerRegistry([provider.adapter]),
    clock,
    newId: market.newId,
    log: listeningLog(logged),
    terms: { payOrigin: origin, ...terms },
    news: paymentNews(),
    wake: (what) => woken.push(what),
  }
  const server = await serve(needs, { origin, port: payPort!, logged })
  const random = seededRandom('passes')
  const parts = { market, vault, needs, clock, provider, origin, logged, woken }
  return {
    ...parts,
    passFor(order) {
      const pass = base64url(random(32))
      vault.passes.set(pass, order)
      return pass
    },
    press: (pass, method = 'card') => browse(`${origin}/?t=${pass}`, { form: { method } }),
    async end() {
      await provider.end()
      server.closeAllConnections()
      await once(server.close(), 'close')
      await market.end()
    },
  }
}

const terms = {
  sessionMinutes: 30,
  konbiniDays: 3,
  firstAskSeconds: 30,
  refundCeiling: minorUnits(100_000),
}

/** The practice provider, telling its news to this pay host. */
async function openProvider(payOrigin: string, settings: Record<string, string>) {
  const [port] = await freePorts(1)
  const folder = await temporaryFolder()
  const env = {
    ...keys,
    SANDBOX_PROVIDER_PORT: String(port),
    SANDBOX_PROVIDER_WEBHOOK_URL: `${payOrigin}/webhook/sandbox`,
    SANDBOX_DATA_DIR: folder.path,
    SANDBOX_PROVIDER_BACKOFF_MILLIS: '50',
    ...settings,
  }
  let program = await run('provider', env)
  const origin = `http://provider.localhost:${port}`
  const adapter = sandboxProvider({
    origin,
    key: keys.SANDBOX_PROVIDER_SECRET_KEY,
    webhookSecret: keys.SANDBOX_PROVIDER_WEBHOOK_SECRET,
    // Signatures carry the provider's own time.
    clock: () => new Date(),
  })
  return {
    origin,
    adapter,
    crash: () => program.kill(),
    async restart() {
      program = await run('provider', env)
    },
    async end() {
      await program.stop()
      adapter.close()
      await folder.remove()
    },
  }
}

function listeningLog(logged: Counter['logged']): Log {
  const hear = (level: string) => (event: string) => {
    logged.push({ level, event })
  }
  return { info: hear('info'), warn: hear('warn'), error: hear('error') }
}

async function serve(
  payments: PaymentNeeds,
  at: { origin: string; port: number; logged: Counter['logged'] },
): Promise<Server> {
  const site = pay({
    payments,
    origins: { shop: 'http://localhost:8080', pay: at.origin },
    asset: (name) => `/assets/${name}`,
    marketName: 'Dozo',
    limit: rateLimit({ most: 30, withinMillis: 60_000 }, payments.clock),
    onFault: ({ error }) => {
      at.logged.push({ level: 'fault', event: String((error as Error).stack) })
    },
  })
  const server = createAdaptorServer({ fetch: site.fetch }) as Server
  await once(server.listen(at.port, '127.0.0.1'), 'listening')
  return server
}
