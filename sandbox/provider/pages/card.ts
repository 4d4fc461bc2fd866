import { html } from 'hono/html'
import { type FormProblem, lastReason } from '../attempts.ts'
import { type TestCard, testCards } from '../cards.ts'
import type { Session } from '../record.ts'
import {
  actButton,
  amountText,
  type Html,
  page,
  problemBox,
  type Reader,
  summary,
} from './layout.ts'

export interface CardPageState {
  problem?: FormProblem | undefined
  /** A test card chosen from the list, to fill the form. */
  chosen?: TestCard | undefined
}

/** The card form. What was typed is never sent back to the browser. */
export function cardPage(session: Session, who: Reader, { problem, chosen }: CardPageState): Html {
  const { words, locale } = who
  const reason = lastReason(session)
  const failed = reason && words.reasons[reason]
  const path = `/pay/${session.id}`
  return page(
    who,
    path,
    words.cardTitle,
    html`${summary(session, who)}
<section class="sheet"><h1>${words.cardTitle}</h1>
${problemBox(problem ? words.problems[problem] : failed)}
<form method="post" action="${path}/card?lang=${locale}">
<input type="hidden" name="attempt" value="${session.attempts.length + 1}">
<div class="field"><label for="number">${words.number}</label>
<input id="number" name="number" inputmode="numeric" autocomplete="off" required maxlength="30"
${invalid(problem === 'number-wrong' || problem === 'not-a-test-card')} value="${grouped(chosen)}"></div>
<div class="pair">
<div class="field"><label for="expiry">${words.expiry}</label>
<input id="expiry" name="expiry" autocomplete="off" required maxlength="10"
${invalid(problem === 'date-wrong')} value="${chosen ? '12/34' : ''}">
<p class="hint">${words.expiryHint}</p></div>
<div class="field"><label for="code">${words.code}</label>
<input id="code" name="code" inputmode="numeric" autocomplete="off" required maxlength="10"
${invalid(problem === 'code-wrong')} value="${chosen ? '123' : ''}">
<p class="hint">${words.codeHint}</p></div>
</div>
<button>${words.pay(amountText(session, locale))}</button>
</form></section>
${cardList(session, who)}
${actButton(`${path}/leaving?lang=${locale}`, words.leave, true)}`,
  )
}

function cardList(session: Session, { words, locale }: Reader): Html {
  const entries = testCards.map(
    (card) => html`<li><a href="/pay/${session.id}?lang=${locale}&amp;card=${card.name}">
<b>${grouped(card)}</b><span>${words.cards[card.name]}</span></a></li>`,
  )
  return html`<section class="sheet"><details><summary>${words.testCards}</summary>
<p class="hint">${words.testCardsLead}</p><ul class="cards">${entries}</ul></details></section>`
}

function invalid(wrong: boolean): Html | string {
  return wrong ? html`aria-invalid="true" aria-describedby="problem"` : ''
}

function grouped(card: TestCard | undefined): string {
  return card ? card.number.replace(/(\d{4})(?=\d)/g, '$1 ') : ''
}

/** The bank's question, asked on a page of its own. */
export function challengePage(session: Session, who: Reader): Html {
  const { words, locale } = who
  const path = `/pay/${session.id}/challenge`
  const lastFour = session.attempts.at(-1)?.lastFour ?? ''
  return page(
    who,
    path,
    words.challengeTitle,
    html`${summary(session, who)}
<section class="sheet"><h1>${words.challengeTitle}</h1><p>${words.challengeLead(lastFour)}</p>
<form method="post" action="${path}?lang=${locale}" class="stack">
<button name="answer" value="pass">${words.challengePass}</button>
<button name="answer" value="fail" class="quiet">${words.challengeFail}</button>
</form></section>`,
  )
}
