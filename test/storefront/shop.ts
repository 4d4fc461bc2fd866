import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileStorage } from '#adapters/storage/files.ts'
import { connect } from '#lib/call/connect.ts'
import { type FixedClock, fixedClock } from '#lib/clock.ts'
import { inTransaction } from '#lib/db/in-transaction.ts'
import { listenTo } from '#lib/db/notifications.ts'
import { openDb, openLookups, openPool } from '#lib/db/open.ts'
import { seededIds } from '#lib/ids.ts'
import { seededRandom } from '#lib/random.ts'
import { calls } from '#processes/calls.ts'
import { announcedChanges } from '#sites/storefront/changes.ts'
import { storefront } from '#sites/storefront/storefront.ts'
import { type FreshDatabases, freshDatabases } from '#test/ground/postgres.ts'
import { openStall, type Stall } from './stall.ts'

export const shopOrigin = 'http://localhost:8080'
export const accountOrigin = 'http://account.localhost:8080'

/** A shop with a database, a storage and a stall of its own, asked by Request and Response. */
export interface OpenShop {
  databases: FreshDatabases
  stall: Stall
  files: Awaited<ReturnType<typeof fileStorage>>
  clock: FixedClock
  faults: unknown[]
  browser: () => Browser
  close: () => Promise<void>
}

/** Opens one; `vaultPath` is where the vault listens, nowhere unless given. */
export async function openShop(
  seed: string,
  { vaultPath = '/nowhere/vault.sock', clock = fixedClock(new Date()) } = {},
): Promise<OpenShop> {
  const databases = await freshDatabases()
  const stall = await openStall(databases.adminUrlOf('market'), seed)
  const [newId, random] = [seededIds(`${seed} shop`), seededRandom(seed)]
  const pool = openPool('storefront', databases.urlOf('storefront'), { max: 4 })
  const db = openDb('storefront', pool)
  const folder = await mkdtemp(join(tmpdir(), 'dozo-shop-'))
  const files = await fileStorage({ root: folder, newId, clock })
  const vault = connect(calls.vault.storefront, { path: vaultPath, patienceMillis: 200 })
  const faults: unknown[] = []
  const site = storefront({
    db,
    pool,
    lookups: openLookups('storefront', pool),
    inTransaction: (work) => inTransaction(db, work),
    vault,
    files,
    origins: { shop: shopOrigin, account: accountOrigin },
    marketName: 'Dozo',
    isPractice: true,
    cookieKeys: [{ id: 'a', key: random(32) }],
    holdMinutes: 30,
    asset: (name) => `/assets/${name}`,
    clock,
    newId,
    random,
    onFault: ({ error }) => faults.push(error),
  })
  const changes = await hearing(databases.urlOf('storefront'), site)
  return {
    databases,
    stall,
    files,
    clock,
    faults,
    browser: () => new Browser((request) => Promise.resolve(site.app.fetch(request))),
    async close() {
      changes.close()
      vault.close()
      await Promise.all([stall.close(), db.destroy()])
      await rm(folder, { recursive: true, force: true })
      await databases.drop()
    },
  }
}

/** The shop hears of changes from here on. */
async function hearing(url: string, site: ReturnType<typeof storefront>) {
  const stands = Promise.withResolvers<void>()
  const changes = listenTo(url, announcedChanges, {
    onNotification: site.onChange,
    onListening: () => {
      site.onHearing()
      stands.resolve()
    },
    onLost: site.onDeaf,
  })
  await stands.promise
  return changes
}

/** Keeps cookies and says where its forms come from, as browsers do; follows nothing by itself. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly #ask: (request: Request) => Promise<Response>
  locale = 'ja'

  constructor(ask: (request: Request) => Promise<Response>) {
    this.#ask = ask
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.#send(new Request(new URL(path, shopOrigin), { headers: this.#headers(headers) }))
  }

  head(path: string): Promise<Response> {
    const init = { method: 'HEAD', headers: this.#headers({}) }
    return this.#send(new Request(new URL(path, shopOrigin), init))
  }

  post(
    path: string,
    form: Record<string, string>,
    origin = shopOrigin,
    more: Record<string, string> = {},
  ): Promise<Response> {
    const headers = this.#headers({
      ...more,
      origin,
      'content-type': 'application/x-www-form-urlencoded',
    })
    const body = new URLSearchParams(form).toString()
    return this.#send(new Request(new URL(path, shopOrigin), { method: 'POST', headers, body }))
  }

  /** The same from this network, as the gateway would tell it. */
  postFrom(address: string, path: string, form: Record<string, string>): Promise<Response> {
    return this.post(path, form, shopOrigin, { 'dozo-client-address': address })
  }

  async text(path: string): Promise<string> {
    return (await this.get(path)).text()
  }

  /** Sends the first form of a page that goes to this path, as it stands there. */
  async submit(page: string, action: string): Promise<Response> {
    const html = await this.text(page)
    const form = html.split('<form').find((part) => part.includes(`action="${action}"`))
    if (!form) throw new Error(`no form to ${action} on ${page}`)
    const fields: Record<string, string> = {}
    for (const [input] of form.split('</form>')[0]!.matchAll(/<input[^>]*>/g)) {
      const name = /name="([^"]*)"/.exec(input)?.[1]
      if (name) fields[name] = /value="([^"]*)"/.exec(input)?.[1] ?? ''
    }
    return this.post(action, fields)
  }

  #headers(more: Record<string, string>): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    return { 'accept-language': this.locale, cookie, ...more }
  }

  async #send(request: Request): Promise<Response> {
    const response = await this.#ask(request)
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name = '', value = ''] = [
        pair.slice(0, pair.indexOf('=')),
        pair.slice(pair.indexOf('=') + 1),
      ]
      if (/Max-Age=0/.test(line)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return response
  }
}
