import type { RandomBytes } from '#lib/random.ts'

/** No 0 and O, no 1, I and L, no U: nothing that looks like something else, or spells words. */
export const codeAlphabet = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
export const codeLength = 8

/** Eight characters, each as likely as any other: about 39 bits. */
export function newCode(random: RandomBytes): string {
  const limit = 256 - (256 % codeAlphabet.length)
  let code = ''
  while (code.length < codeLength) {
    for (const byte of random(codeLength)) {
      if (byte < limit && code.length < codeLength) code += codeAlphabet[byte % codeAlphabet.length]
    }
  }
  return code
}

/** The code in what was typed: full-width, small letters, spaces and hyphens are forgiven. */
export function typedCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}]/gu, '')
}
