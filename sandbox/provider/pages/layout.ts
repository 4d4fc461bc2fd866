import { html } from 'hono/html'
import { type Currency, formatMoney, minorUnits } from '#lib/money.ts'
import type { Locale, Session } from '../record.ts'
import { type Words, words } from './words.ts'

/** What hono/html gives: escaped, safe to put into another template. */
export type Html = ReturnType<typeof html>

export interface Reader {
  locale: Locale
  words: Words
}

export function reader(locale: Locale): Reader {
  return { locale, words: words[locale] }
}

/** The frame of every page. `path` is this page's own, for the link to the other language. */
export function page({ locale, words }: Reader, path: string, title: string, body: Html): Html {
  const other = locale === 'ja' ? 'en' : 'ja'
  return html`<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title} – ${words.name}</title>
<link rel="stylesheet" href="/look.css">
<link rel="icon" href="data:,">
</head>
<body>
<header><p class="notice">${words.notice}</p>
<div class="top"><span class="mark">${words.name}</span>
<a href="${path}?lang=${other}" lang="${other}" hreflang="${other}">${words.otherLanguage}</a></div></header>
<main>${body}</main>
</body>
</html>`
}

export function amountText(session: Session, locale: Locale): string {
  const amount = minorUnits(BigInt(session.amount))
  return formatMoney({ amount, currency: session.currency as Currency }, locale)
}

/** Who is paid, how much, and the shop's own number for it. */
export function summary(session: Session, { locale, words }: Reader): Html {
  return html`<section class="sheet"><dl class="facts">
<dt>${words.payTo}</dt><dd>${new URL(session.returnUrl).host}</dd>
<dt>${words.amount}</dt><dd class="sum">${amountText(session, locale)}</dd>
<dt class="small">${words.reference}</dt><dd class="small">${session.reference}</dd>
</dl></section>`
}

export function problemBox(text: string | undefined): Html | string {
  return text ? html`<p class="problem" role="alert" id="problem">${text}</p>` : ''
}

export function momentText(iso: string, locale: Locale): string {
  const format = { dateStyle: 'long', timeStyle: 'short', timeZone: 'Asia/Tokyo' } as const
  return new Intl.DateTimeFormat(locale, format).format(new Date(iso))
}

/** A one-button form. */
export function actButton(action: string, label: string, quiet = false): Html {
  return html`<form method="post" action="${action}">
<button class="${quiet ? 'quiet' : 'plain'}">${label}</button></form>`
}
