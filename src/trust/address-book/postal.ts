import { prefectures } from '#lib/prefectures.ts'
import { Refusal } from '#lib/refusal.ts'
import type { ValueOf } from '#trust/vault/kinds.ts'

export type Postal = ValueOf<'address'>

const countryNames = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' })

/**
 * One spelling of an address: NFKC and trimmed, a Japanese postal code as 7 digits. Refuses
 * `bad-input` by field, and never repeats what was typed.
 */
export function checkedPostal(typed: Postal): Postal {
  const address = trimmed(typed)
  const isJapanese = address.form === 'japanese'
  const postalCode = isJapanese ? address.postalCode.replace(/[-ー−‐]/u, '') : address.postalCode
  if (isJapanese !== (address.country === 'JP')) refuse('country', 'is of the other form')
  if (!isCountry(address.country)) refuse('country', 'must be a country')
  if (isJapanese && !/^\d{7}$/.test(postalCode)) refuse('postalCode', 'must have 7 digits')
  if (!/^[A-Za-z0-9 -]*$/.test(postalCode)) refuse('postalCode', 'must be letters and digits')
  if (isJapanese && !prefectures.some((each) => each === address.region)) {
    refuse('region', 'must be one of the 47')
  }
  for (const field of ['name', 'city', 'street'] as const) {
    if (address[field] === '') refuse(field, 'is needed')
  }
  if (!/^(?:|\+?[0-9][0-9 ()-]{5,28})$/.test(address.phone)) {
    refuse('phone', 'must be a telephone number')
  }
  return { ...address, postalCode }
}

function trimmed<T extends Record<string, string>>(typed: T): T {
  const parts = Object.entries(typed).map(([name, text]) => [name, text.normalize('NFKC').trim()])
  return Object.fromEntries(parts)
}

function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && countryNames.of(code) !== undefined
}

function refuse(field: string, want: string): never {
  throw new Refusal('bad-input', `${field}: ${want}`, { field })
}

const keptYears = 13

/**
 * Until when a child's birthday is kept: their thirteenth. Refuses `bad-input` for a day that is
 * not in the calendar, lies ahead, or is past that age already.
 */
export function keptWhileChild(born: string, now: Date): Date {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(born) ? new Date(`${born}T00:00:00Z`) : undefined
  const isDay = date !== undefined && !Number.isNaN(date.getTime())
  if (!isDay || date.toISOString().slice(0, 10) !== born) refuse('born', 'must be a day')
  const until = new Date(date)
  until.setUTCFullYear(until.getUTCFullYear() + keptYears)
  if (date > now || until <= now) refuse('born', 'must be the birthday of a child')
  return until
}
