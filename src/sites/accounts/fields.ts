import { z } from 'zod'

// Problems are keys of ui/messages/fields.ts or refusal codes; field-problem.ts says them.

const longestAddress = 254
const longestLocalPart = 64
const addressPattern = /^[^\s@<>()[\]\\,;:"]+@[^\s@<>()[\]\\,;:"]+\.[^\s@<>()[\]\\,;:".]{2,}$/u

/** An e-mail address as people type it; full-width letters are taken and made plain. */
export const mailAddress = z
  .string('missing')
  .transform((text) => text.normalize('NFKC').trim())
  .refine((text) => text !== '', 'missing')
  .refine((text) => text.length <= longestAddress && isAddress(text), 'email')

function isAddress(text: string): boolean {
  return addressPattern.test(text) && text.lastIndexOf('@') <= longestLocalPart && isClean(text)
}

/** One line of text; spaces around it are dropped. */
export function line(max: number) {
  return z
    .string('missing')
    .transform((text) => text.normalize('NFC').trim())
    .refine((text) => text.length <= max, `tooLong:${max}`)
    .refine((text) => isClean(text) && !/\p{Cc}/u.test(text), 'invalid')
}

/** A text of several lines; line ends become plain newlines. */
export function lines(max: number) {
  return z
    .string('missing')
    .transform((text) => text.normalize('NFC').replace(/\r\n?/g, '\n').trim())
    .refine((text) => text.length <= max, `tooLong:${max}`)
    .refine((text) => isClean(text) && !/[^\P{Cc}\n]/u.test(text), 'invalid')
}

/** False for what came from broken UTF-8 or half a character. */
function isClean(text: string): boolean {
  return text.isWellFormed() && !text.includes('\ufffd')
}

/** A code as it was typed: capitals, spaces and full-width letters do not matter. */
export const typedCode = z
  .string('missing')
  .transform((text) => text.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase())
  .refine((text) => text !== '', 'code')
  .refine((text) => /^[0-9A-Z]{8}$/.test(text), 'code')

/** Bytes as our islands send them. */
export const sentBytes = (max: number) =>
  z
    .string('missing')
    .max(Math.ceil((max * 4) / 3), 'invalid')
    .regex(/^[A-Za-z0-9_-]*$/, 'invalid')
    .transform((text) => Buffer.from(text, 'base64url'))

/** The one-use secret of a link in a letter. */
export const letterLink = z
  .string('ticket-unknown')
  .regex(/^[A-Za-z0-9_-]{43}$/, 'ticket-unknown')
  .transform((text) => Buffer.from(text, 'base64url'))
