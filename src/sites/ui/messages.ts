import { alarmKinds } from './messages/alarms.ts'
import { cart } from './messages/cart.ts'
import { categories, categoryLeads, workLanguages } from './messages/categories.ts'
import { checkout } from './messages/checkout.ts'
import { consoleWords } from './messages/console.ts'
import { errors } from './messages/errors.ts'
import { fields } from './messages/fields.ts'
import { openingsWindow } from './messages/openings-window.ts'
import { order } from './messages/order.ts'
import { ownData } from './messages/own-data.ts'
import { pay } from './messages/pay.ts'
import { inLanguage, type Locale } from './messages/phrase.ts'
import { principals, purposes, recordKinds } from './messages/purposes.ts'
import { refusals } from './messages/refusals.ts'
import { report } from './messages/report.ts'
import { shell } from './messages/shell.ts'
import { shop } from './messages/shop.ts'
import { signIn } from './messages/sign-in.ts'
import { states } from './messages/states.ts'
import { studio } from './messages/studio.ts'
import { studioMoney } from './messages/studio-money.ts'
import { work } from './messages/work.ts'

/**
 * Everything the pages say, in one language: `messages('ja').shop.newest`.
 *
 * Phrases with a value in them are functions: `messages('en').shop.found(3)`.
 */
export function messages(locale: Locale): Messages {
  return spoken[locale]
}

export type Messages = ReturnType<typeof speak>

const spoken = { ja: speak('ja'), en: speak('en') }

function speak(locale: Locale) {
  return Object.freeze({
    shell: inLanguage(shell, locale),
    categories: inLanguage(categories, locale),
    categoryLeads: inLanguage(categoryLeads, locale),
    workLanguages: inLanguage(workLanguages, locale),
    shop: inLanguage(shop, locale),
    work: inLanguage(work, locale),
    report: inLanguage(report, locale),
    cart: inLanguage(cart, locale),
    checkout: inLanguage(checkout, locale),
    pay: inLanguage(pay, locale),
    order: inLanguage(order, locale),
    signIn: inLanguage(signIn, locale),
    ownData: inLanguage(ownData, locale),
    purposes: inLanguage(purposes, locale),
    recordKinds: inLanguage(recordKinds, locale),
    principals: inLanguage(principals, locale),
    openingsWindow: inLanguage(openingsWindow, locale),
    studio: inLanguage(studio, locale),
    studioMoney: inLanguage(studioMoney, locale),
    console: inLanguage(consoleWords, locale),
    alarmKinds: inLanguage(alarmKinds, locale),
    states: inLanguage(states, locale),
    errors: inLanguage(errors, locale),
    fields: inLanguage(fields, locale),
    refusals: inLanguage(refusals, locale),
  })
}
