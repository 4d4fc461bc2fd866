import { Hono } from 'hono'
import { fromBase64url } from '#lib/base64url.ts'
import { readForm, readQuery } from '#lib/http/body.ts'
import { requireOrigin } from '#lib/http/origin.ts'
import { Refusal } from '#lib/refusal.ts'
import { handOff } from '#market/hand-offs/jobs.ts'
import type { PayNeeds } from './needs.ts'
import { posts } from './routes.ts'

const mostFormBytes = 8 * 1024

/** The one form of the pay document: from the pass to the provider's page. */
export function handOffRoute({ payments, origins, limit }: PayNeeds): Hono {
  const route = new Hono()
  const { path, form: methodForm } = posts.handOff
  route.use(path, requireOrigin([origins.pay]))
  return route.post(path, async (c) => {
    const ticket = ticketIn(c.req.raw)
    if (!limit.allows(`hand-off ${ticket.toString('hex')}`)) throw new Refusal('too-many-tries')
    const form = methodForm.read(await readForm(c.req.raw, { maxBytes: mostFormBytes }))
    if (!form.ok) throw new Refusal('bad-input', 'no such method', { field: 'method' })
    const next = await handOff(payments, { ticket, method: form.values.method })
    return c.redirect(next.to === 'provider' ? next.url : orderPage(origins, next.order), 303)
  })
}

/** The pass in the address. Refuses: ticket-unknown for a text that is none. */
export function ticketIn(request: Request): Buffer {
  const { t } = readQuery(request)
  const ticket = typeof t === 'string' ? fromBase64url(t) : undefined
  if (ticket?.length !== 32) throw new Refusal('ticket-unknown', 'not a pass')
  return ticket
}

/** The shop's page of an order, paid or not. */
export function orderPage({ shop }: PayNeeds['origins'], order: string): string {
  return `${shop}/orders/${order}`
}
