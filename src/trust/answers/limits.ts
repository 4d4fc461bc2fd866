import { openingNames } from '#trust/vault/purposes.ts'
import type { Limits } from '#trust/vault/quotas.ts'

/** Reads `receipt=500,my-contact=2000`: openings in an hour. RangeError says what is wrong. */
export function limitsOf(text: string | undefined): Limits {
  const limits: Limits = {}
  for (const part of (text ?? '').split(',').filter((each) => each.trim() !== '')) {
    const [name = '', count] = part.trim().split('=')
    const purpose = openingNames.find((each) => each === name)
    if (!purpose) throw new RangeError(`names no purpose; there are ${openingNames.join(', ')}`)
    if (!/^[0-9]{1,9}$/.test(count ?? '')) throw new RangeError(`needs a number after ${purpose}=`)
    limits[purpose] = Number(count)
  }
  return limits
}
