import { html } from 'hono/html'
import { lastReason } from '../attempts.ts'
import type { Session } from '../record.ts'
import { amountText, type Html, page, problemBox, type Reader, summary } from './layout.ts'

export function walletPage(session: Session, who: Reader): Html {
  const { words, locale } = who
  const path = `/pay/${session.id}`
  return page(
    who,
    path,
    words.walletTitle,
    html`${summary(session, who)}
<section class="sheet"><h1>${words.walletTitle}</h1><p>${words.walletLead}</p>
<form method="post" action="${path}/wallet?lang=${locale}" class="stack">
<button name="answer" value="approve">${words.approve(amountText(session, locale))}</button>
<button name="answer" value="decline" class="quiet">${words.decline}</button>
</form></section>`,
  )
}

/** What a buyer sees who comes back to a session that is over. */
export function endedPage(session: Session, who: Reader): Html {
  const { words } = who
  const { title, lead } = ending(session, who)
  return page(
    who,
    `/pay/${session.id}`,
    title,
    html`${summary(session, who)}
<section class="sheet"><h1>${title}</h1><p>${lead}</p>
<a class="button" href="${session.returnUrl}">${words.backToShop}</a></section>`,
  )
}

function ending(session: Session, { words }: Reader): { title: string; lead: string } {
  if (session.state === 'paid') return { title: words.paidTitle, lead: words.paidLead }
  if (session.state === 'expired') return { title: words.expiredTitle, lead: words.expiredLead }
  const reason = session.reason ?? lastReason(session) ?? 'left'
  return { title: words.failedTitle, lead: words.reasons[reason] }
}

/** A page about nothing: a wrong address, or a form that came from elsewhere. */
export function plainPage(who: Reader, title: string, lead: string): Html {
  return page(
    who,
    '/',
    title,
    html`<section class="sheet"><h1>${title}</h1>${problemBox(lead)}</section>`,
  )
}
