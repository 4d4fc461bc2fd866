import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { sandboxProvider } from '#adapters/payments/sandbox.ts'
import { systemClock } from '#lib/clock.ts'
import { yen } from '#lib/money.ts'
import type { PayMethod, PaymentProvider, ProviderEvent } from '#market/payments/port.ts'
import { testCards } from '#sandbox/provider/cards.ts'
import { browse, type Page } from './browse.ts'
import { freePorts, type Running, run, temporaryFolder } from './running.ts'

export const keys = {
  SANDBOX_PROVIDER_SECRET_KEY: 'secret-key-of-a-test',
  SANDBOX_PROVIDER_READ_KEY: 'reading-key-of-a-test',
  SANDBOX_PROVIDER_WEBHOOK_SECRET: 'webhook-secret-of-a-test',
}

/** A running provider, a shop that hears its webhooks, and the adapter between them. */
export interface PaymentTown {
  origin: string
  adapter: PaymentProvider
  shop: Shop
  recordPath: string
  /** Ends the provider as a power cut would, and starts it again on the same record. */
  crashAndRestart(): Promise<void>
  end(): Promise<void>
}

/** The shop's side of the webhooks: believes only what the adapter believes. */
export interface Shop {
  events: ProviderEvent[]
  /** The bodies and headers as they came. */
  raw: { body: Buffer; headers: Record<string, string | string[] | undefined> }[]
  /** What it answers; 503 is a shop that is away. */
  status: number
  returnUrl: string
}

export async function paymentTown(settings: Record<string, string> = {}): Promise<PaymentTown> {
  const [port, shopPort] = await freePorts(2)
  const folder = await temporaryFolder()
  const origin = `http://provider.localhost:${port}`
  const env = {
    ...keys,
    SANDBOX_PROVIDER_PORT: String(port),
    SANDBOX_PROVIDER_WEBHOOK_URL: `http://pay.localhost:${shopPort}/webhook/sandbox`,
    SANDBOX_DATA_DIR: folder.path,
    SANDBOX_PROVIDER_BACKOFF_MILLIS: '50',
    ...settings,
  }
  const adapter = sandboxProvider({
    origin,
    key: keys.SANDBOX_PROVIDER_SECRET_KEY,
    webhookSecret: keys.SANDBOX_PROVIDER_WEBHOOK_SECRET,
    clock: systemClock,
  })
  const shop: Shop = {
    events: [],
    raw: [],
    status: 204,
    returnUrl: `http://pay.localhost:${shopPort}/return/x`,
  }
  const server = await shopServer(shop, adapter, shopPort!)
  let program: Running = await run('provider', env)
  return {
    origin,
    adapter,
    shop,
    recordPath: join(folder.path, 'record.jsonl'),
    async crashAndRestart() {
      await program.kill()
      program = await run('provider', env)
    },
    async end() {
      await program.stop()
      adapter.close()
      server.closeAllConnections()
      await once(server.close(), 'close')
      await folder.remove()
    },
  }
}

async function shopServer(shop: Shop, adapter: PaymentProvider, port: number): Promise<Server> {
  const server = createServer(async (request, answer) => {
    if (request.method === 'GET') {
      answer.writeHead(200).end('back at the shop')
      return
    }
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const told = { body: Buffer.concat(chunks), headers: request.headers }
    shop.raw.push(told)
    if (shop.status < 300) shop.events.push(adapter.verifyEvent(told.body, told.headers))
    answer.writeHead(shop.status).end()
  })
  await once(server.listen(port, '127.0.0.1'), 'listening')
  return server
}

let orders = 0

/** A session as payments would open it; each with an intent of its own. */
export async function sessionFor(town: PaymentTown, method: PayMethod = 'card', amount = 1200n) {
  orders += 1
  const intent = `intent-${process.pid}-${orders}`
  const wish = {
    intent,
    money: yen(amount),
    method,
    locale: 'ja' as const,
    returnUrl: town.shop.returnUrl,
    expiresAt: new Date(Date.now() + 600_000),
  }
  return { wish, intent, ...(await town.adapter.createSession(wish)) }
}

/** Opens the page, fills the form with the test card of this name, presses the button. */
export async function payWith(url: string, cardName: string): Promise<Page> {
  const shown = await browse(url)
  return submitCard(url, cardNumber(cardName), attemptOf(shown))
}

export function submitCard(url: string, number: string, attempt: string): Promise<Page> {
  return browse(`${url}/card`, { form: { number, expiry: '12/34', code: '123', attempt } })
}

export function attemptOf(page: Page): string {
  return /name="attempt" value="(\d+)"/.exec(page.text)?.[1] ?? ''
}

export function cardNumber(name: string): string {
  return testCards.find((each) => each.name === name)!.number
}

/** Asks the API with a key of one's own choice. */
export function askApi(town: PaymentTown, path: string, key: string, form?: string) {
  const headers = { authorization: `Bearer ${key}` }
  return browse(`${town.origin}${path}`, form === undefined ? { headers } : { headers, form: {} })
}

/** How often the provider took money for this intent: the one number that must never be 2. */
export async function chargesOf(town: PaymentTown, session: string): Promise<number> {
  const path = `/v1/admin/record/${session}`
  const page = await askApi(town, path, keys.SANDBOX_PROVIDER_SECRET_KEY)
  const record = JSON.parse(page.text) as { attempts: { outcome: string }[] }
  return record.attempts.filter((each) => each.outcome === 'approved').length
}
