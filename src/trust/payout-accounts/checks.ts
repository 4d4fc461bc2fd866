import { Refusal } from '#lib/refusal.ts'
import type { ValueOf } from '#trust/vault/kinds.ts'

export type PayoutAccount = ValueOf<'payout-account'>

/** What the Zengin format takes as a holder: half-width katakana, capitals, digits, few signs. */
const zengin = /^[ｦｱ-ﾝﾞﾟA-Z0-9 ().,/-]+$/u

/**
 * One spelling of an account: digits as digits, the holder as a bank file carries it. Refuses
 * `bad-input` by field, and never repeats what was typed.
 */
export function checkedAccount(typed: PayoutAccount): PayoutAccount {
  const text = (value: string) => value.normalize('NFKC').trim()
  const account = {
    ...typed,
    bank: text(typed.bank),
    bankName: text(typed.bankName),
    branch: text(typed.branch),
    branchName: text(typed.branchName),
    number: text(typed.number),
    holder: halfWidth(text(typed.holder)),
  }
  if (!/^\d{4}$/.test(account.bank)) refuse('bank', 'must have 4 digits')
  if (!/^\d{3}$/.test(account.branch)) refuse('branch', 'must have 3 digits')
  if (!/^\d{7}$/.test(account.number)) refuse('number', 'must have 7 digits')
  if (account.bankName === '') refuse('bankName', 'is needed')
  if (account.branchName === '') refuse('branchName', 'is needed')
  if (!zengin.test(account.holder) || account.holder.length > 30) {
    refuse('holder', 'must be katakana or capitals as on the bank book')
  }
  return account
}

/** T and 13 digits with their check digit, as 適格請求書発行事業者 have it; null where there is none. */
export function checkedTaxNumber(typed: string | null): string | null {
  const number = typed?.normalize('NFKC').trim().toUpperCase() ?? ''
  if (number === '') return null
  const digits = /^T(\d)(\d{12})$/.exec(number)
  if (!digits || Number(digits[1]) !== checkDigit(digits[2]!)) {
    refuse('taxNumber', 'must be T and 13 digits')
  }
  return number
}

/** 法人番号の検査用数字: 9 less the rest by 9 of the sum of digits, every second twice. */
function checkDigit(twelve: string): number {
  const sum = [...twelve].reduceRight(
    (total, digit, place) =>
      total + Number(digit) * ((twelve.length - 1 - place) % 2 === 0 ? 1 : 2),
    0,
  )
  return 9 - (sum % 9)
}

const voiced = 'ガギグゲゴザジズゼゾダヂヅデドバビブベボヴ'
const unvoiced = 'カキクケコサシスセソタチツテトハヒフヘホウ'
const plosive = 'パピプペポ'
const full =
  'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンァィゥェォャュョッー'
const half = 'ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｱｲｳｴｵﾔﾕﾖﾂ-'

/** Katakana as the Zengin format has it: half-width, small letters large. */
function halfWidth(text: string): string {
  return [...text.toUpperCase()]
    .map((letter) => {
      if (voiced.includes(letter)) return `${one(unvoiced[voiced.indexOf(letter)]!)}ﾞ`
      if (plosive.includes(letter)) return `${one('ハヒフヘホ'[plosive.indexOf(letter)]!)}ﾟ`
      return one(letter)
    })
    .join('')
}

function one(letter: string): string {
  const place = full.indexOf(letter)
  return place < 0 ? letter : half[place]!
}

function refuse(field: string, want: string): never {
  throw new Refusal('bad-input', `${field}: ${want}`, { field })
}
