import { html } from 'hono/html'
import type { Session } from '../record.ts'
import {
  actButton,
  amountText,
  type Html,
  momentText,
  page,
  problemBox,
  type Reader,
  summary,
} from './layout.ts'

export const shops = ['サンプルマート', 'れんしゅうストア', 'Practice Stop'] as const

export function konbiniPage(session: Session, who: Reader): Html {
  const { words, locale } = who
  const path = `/pay/${session.id}`
  return page(
    who,
    path,
    words.konbiniTitle,
    html`${summary(session, who)}
<section class="sheet"><h1>${words.konbiniTitle}</h1><p>${words.konbiniLead}</p>
<form method="post" action="${path}/slip?lang=${locale}">
<div class="field"><label for="shop">${words.shop}</label><select id="shop" name="shop">
${shops.map((shop) => html`<option>${shop}</option>`)}</select></div>
<button>${words.issue}</button></form></section>
${actButton(`${path}/leaving?lang=${locale}`, words.leave, true)}`,
  )
}

/** The number for the counter, shown again however often the page is opened. */
export function slipPage(session: Session, who: Reader): Html {
  const { words, locale } = who
  const { shop, number } = session.slip!
  return page(
    who,
    `/pay/${session.id}`,
    words.slipTitle,
    html`${summary(session, who)}
<section class="sheet"><h1>${words.slipTitle}</h1><p>${words.slipLead(shop)}</p>
<p class="number">${grouped(number)}</p>
<dl class="facts"><dt>${words.payBefore}</dt><dd>${momentText(session.expiresAt, locale)}</dd></dl>
</section>
<div class="stack"><a class="button" href="${session.returnUrl}">${words.backToShop}</a>
<a class="button quiet" href="/till/${number}?lang=${locale}">${words.toTill}</a></div>`,
  )
}

/** Stands for the till of the store, where the buyer's browser is not present. */
export function tillPage(session: Session, who: Reader): Html {
  const { words, locale } = who
  const { shop, number } = session.slip!
  const path = `/till/${number}`
  const isLate = session.state === 'failed' || session.state === 'expired'
  const act =
    session.state === 'paid'
      ? html`<p><strong>${words.tillPaid}</strong></p>`
      : html`<p>${words.tillLead}</p>${problemBox(isLate ? words.tillLate : undefined)}
${actButton(`${path}?lang=${locale}`, words.pay(amountText(session, locale)))}`
  return page(
    who,
    path,
    words.tillTitle,
    html`<section class="sheet"><h1>${words.tillTitle}</h1>
<dl class="facts"><dt>${words.shop}</dt><dd>${shop}</dd>
<dt>${words.slipNumber}</dt><dd>${grouped(number)}</dd>
<dt>${words.amount}</dt><dd class="sum">${amountText(session, locale)}</dd></dl></section>
<section class="sheet">${act}</section>
<a class="button quiet" href="${session.returnUrl}">${words.backToShop}</a>`,
  )
}

function grouped(number: string): string {
  return number.replace(/^(\d{4})(\d{4})/, '$1-$2-')
}
