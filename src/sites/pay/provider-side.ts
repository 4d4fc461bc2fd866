import { Hono } from 'hono'
import { readBytes } from '#lib/http/body.ts'
import { isId } from '#lib/ids.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import { isOpen } from '#market/orders/states.ts'
import { bookEvent } from '#market/payments/jobs.ts'
import { intentById } from '#market/payments/queries.ts'
import { settleRefundsOf } from '#market/refunds/jobs.ts'
import { settleIntent } from '#market/sweeps/jobs.ts'
import { orderPage } from './hand-off.ts'
import type { PayNeeds } from './needs.ts'
import { pages, webhook } from './routes.ts'

const mostEventBytes = 64 * 1024

/** Where a provider tells its events. 200 only after the commit, so it tells again until then. */
export function webhookRoute({ payments }: PayNeeds): Hono {
  return new Hono().post(webhook.path, async (c) => {
    const name = c.req.param('provider')
    const provider = payments.providers.all.find((each) => each.name === name)
    if (!provider) throw new Refusal('not-found', 'no such provider')
    const body = await readBytes(c.req.raw, mostEventBytes)
    const event = provider.verifyEvent(body, c.req.header())
    const isRefundNews = event.kind === 'refund-confirmed' || event.kind === 'refund-failed'
    if (isRefundNews) await settleRefundsOf(payments, event.intent)
    else await bookEvent(payments, provider.name, event)
    return c.body(null, 200)
  })
}

/** Most providers tell within this time of sending the browser back; one more look is not dear. */
const newsMillis = 150

/**
 * The browser comes back, paid or not, which proves nothing. Where the provider has just told, or
 * tells in a moment, that is enough; else it is asked. The order's page tells the rest, also while
 * the provider gives no answer.
 */
export function returnRoute({ payments, origins, limit }: PayNeeds): Hono {
  return new Hono().get(pages.back.path, async (c) => {
    const id = c.req.param('intent')
    const told = await payments.news.orderBooked(id, newsMillis)
    if (told) return c.redirect(orderPage(origins, told), 303)
    const intent = isId(id) ? await intentById(payments.pool, id) : undefined
    if (!intent) throw new Refusal('not-found', 'no such intent')
    if (isOpen(intent.state) && limit.allows(`return ${id}`)) {
      await settleIntent(payments, intent).catch((error: unknown) => {
        if (!isRefusal(error, 'provider-away')) throw error
        payments.log.warn('return-not-settled', { intent: intent.id })
      })
    }
    return c.redirect(orderPage(origins, intent.order), 303)
  })
}
