import { maskCardNumbers } from '#lib/luhn.ts'

/** Ids are kept, though they may hold long runs of digits. */
const ids = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi
const mailAddresses = /[\p{L}\p{N}.!#$%&'*+=?^_`{|}~-]+(?:@|＠|%40)[\p{L}\p{N}.-]+/giu
/** Nine digits or more in a row, or a number that begins like a telephone's and is grouped. */
const longDigits = /[0-9０-９]{9,}/gu
const telephones =
  /(?<![\p{L}\p{N}])(?:[+＋][0-9０-９]{1,3}|[0０])[-－ ().（）0-9０-９]{7,16}[0-9０-９]/gu

/**
 * The text without what may say who somebody is: card numbers, mail addresses, telephone
 * numbers, long digits. The last net below the log; what is logged should not hold them.
 */
export function maskPersonal(text: string): string {
  let masked = ''
  let from = 0
  for (const id of text.matchAll(ids)) {
    masked += maskPiece(text.slice(from, id.index)) + id[0]
    from = id.index + id[0].length
  }
  return masked + maskPiece(text.slice(from))
}

function maskPiece(text: string): string {
  if (!/[@＠0-9０-９]|%40/.test(text)) return text
  return maskCardNumbers(text)
    .replace(mailAddresses, '[mail]')
    .replace(telephones, '[telephone]')
    .replace(longDigits, '[digits]')
}
