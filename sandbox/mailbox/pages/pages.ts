import { html } from 'hono/html'
import type { Letter } from '../letters.ts'
import { type Locale, type Words, words } from './words.ts'

type Html = ReturnType<typeof html>

export interface Reader {
  locale: Locale
  words: Words
  /** Path and query of this page in the other language. */
  elsewhere: string
}

export function listPage(letters: Letter[], to: string, who: Reader): Html {
  const { words, locale } = who
  const nothing = to ? words.nothingFor(to) : words.nothing
  const entries = letters.map((letter) => entry(letter, who))
  return page(
    who,
    words.inbox,
    html`<h1>${words.inbox}</h1>
<div class="bar"><form method="get" action="/">
<input type="hidden" name="lang" value="${locale}">
<label>${words.to}<input name="to" value="${to}" autocomplete="off" maxlength="254"></label>
<button>${words.show}</button>
<a class="button" href="/?lang=${locale}">${words.all}</a></form>
<form class="end" method="post" action="/emptying?lang=${locale}"><button>${words.empty}</button></form></div>
${letters.length > 0 ? html`<ul class="letters">${entries}</ul>` : html`<p class="empty">${nothing}</p>`}`,
  )
}

function entry(letter: Letter, who: Reader): Html {
  return html`<li><a href="/letters/${letter.id}?lang=${who.locale}">
<span class="who">${letter.to.join(', ')}</span>
<span class="what">${letter.subject || who.words.noSubject} ${repeat(letter, who)}</span>
${moment(letter, who)}</a></li>`
}

export function letterPage(letter: Letter, who: Reader): Html {
  const { words, locale } = who
  const path = `/letters/${letter.id}`
  const frame = html`<iframe src="${path}/html" title="${words.asHtml}"
sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`
  return page(
    who,
    letter.subject || words.noSubject,
    html`<p><a href="/?lang=${locale}">${words.back}</a></p>
<h1>${letter.subject || words.noSubject}</h1>
<dl class="facts">
<dt>${words.to}</dt><dd>${letter.to.join(', ')}</dd>
<dt>${words.from}</dt><dd>${letter.from}</dd>
<dt>${words.received}</dt><dd>${moment(letter, who)}</dd>
<dt>${words.messageId}</dt><dd>${letter.messageId} ${repeat(letter, who)}</dd>
</dl>
<h2>${words.asHtml}</h2>${letter.html ? frame : html`<p class="empty">${words.noHtml}</p>`}
<h2>${words.asText}</h2>
${letter.text ? html`<pre>${withLinks(letter.text.trimEnd())}</pre>` : html`<p class="empty">${words.noText}</p>`}
<p><a href="${path}/raw">${words.source}</a></p>`,
  )
}

export function missingPage(who: Reader): Html {
  const { words, locale } = who
  return page(
    who,
    words.missing,
    html`<p class="empty">${words.missing}</p><p><a href="/?lang=${locale}">${words.back}</a></p>`,
  )
}

function page({ locale, words: own, elsewhere }: Reader, title: string, body: Html): Html {
  const other = locale === 'ja' ? 'en' : 'ja'
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – ${own.name}</title>
<link rel="stylesheet" href="/look.css">
<link rel="icon" href="data:,">
</head>
<body>
<header class="top"><a class="mark" href="/?lang=${locale}">${own.name}</a>
<a href="${elsewhere}" lang="${other}" hreflang="${other}">${words[locale].otherLanguage}</a>
<p class="notice">${own.notice}</p></header>
<main>${body}</main>
</body>
</html>`
}

function repeat(letter: Letter, { words }: Reader): Html | string {
  return letter.repeats > 0 ? html`<span class="repeat">${words.repeat(letter.repeats)}</span>` : ''
}

function moment({ receivedAt }: Letter, { locale }: Reader): Html {
  const format = { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'Asia/Tokyo' } as const
  const text = new Intl.DateTimeFormat(locale, format).format(new Date(receivedAt))
  return html`<time datetime="${receivedAt}">${text}</time>`
}

/** The text with its addresses of pages as links. */
function withLinks(text: string): (Html | string)[] {
  return text
    .split(/(https?:\/\/[^\s<>"、。）」]+)/)
    .map((part, place) =>
      place % 2 === 1
        ? html`<a href="${part}" target="_blank" rel="noopener noreferrer">${part}</a>`
        : part,
    )
}
