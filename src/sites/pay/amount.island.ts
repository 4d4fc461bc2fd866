import type { Currency } from '#lib/money.ts'
import { formatFor } from '#sites/ui/format.ts'
import { checkout } from '#sites/ui/messages/checkout.ts'
import { pay } from '#sites/ui/messages/pay.ts'
import { inLanguage } from '#sites/ui/messages/phrase.ts'
import type { ShownOrder } from './order.ts'

const locale = document.documentElement.lang === 'en' ? 'en' : 'ja'
const format = formatFor(locale)
const words = {
  pay: inLanguage(pay, locale),
  checkout: inLanguage(checkout, locale),
}

/** Shows what is to be paid. Nothing here is needed to pay: a failure leaves the page as it is. */
async function showOrder(): Promise<void> {
  const ticket = new URLSearchParams(location.search).get('t')
  if (ticket === null) return
  const answer = await fetch(`/order?t=${encodeURIComponent(ticket)}`, {
    headers: { accept: 'application/json' },
    cache: 'no-store',
  })
  if (answer.status === 404 || answer.status === 410) reveal('gone')
  if (!answer.ok) return
  const order = (await answer.json()) as ShownOrder
  const money = { amount: BigInt(order.amount), currency: order.currency as Currency }
  fill('amount', format.money(money))
  fill('works', words.pay.works(order.works))
  showTimeLeft(order.heldUntil)
  const [host] = order.hosts
  if (host) fill('host', words.pay.providerNote(host))
  reveal('order')
}

/** Counts in minutes, and in the last one says nothing more: nobody is to be hurried. */
function showTimeLeft(heldUntil: number): void {
  const show = () => {
    const minutes = Math.floor((heldUntil - Date.now()) / 60_000)
    const until = words.checkout.heldUntil(format.time(new Date(heldUntil)))
    fill('held', minutes >= 1 ? words.pay.withMinutesLeft(until, minutes) : until)
  }
  show()
  const timer = setInterval(() => {
    show()
    if (Date.now() >= heldUntil) clearInterval(timer)
  }, 10_000)
}

function fill(id: string, text: string): void {
  const place = document.getElementById(id)
  if (!place) return
  place.textContent = text
  place.hidden = false
}

function reveal(id: string): void {
  const place = document.getElementById(id)
  if (place) place.hidden = false
}

/** A second press would ask twice; the answer is the same, but the buyer need not wonder. */
function pressOnce(): void {
  const form = document.querySelector('form')
  const button = document.getElementById('proceed')
  form?.addEventListener('submit', () => {
    if (button instanceof HTMLButtonElement) button.disabled = true
  })
  // Back from the provider with the page kept as it was left.
  addEventListener('pageshow', () => {
    if (button instanceof HTMLButtonElement) button.disabled = false
  })
}

pressOnce()
showOrder().catch(() => {})
