import { openingNames } from '#trust/vault/purposes.ts'
import type { Limits } from '#trust/vault/quotas.ts'

/** The domain of `Name <box@domain>` or `box@domain`. */
export function domainOf(from: string): string {
  return /@([A-Za-z0-9.-]+)>?$/.exec(from)?.[1]?.toLowerCase() ?? 'localhost.invalid'
}

/** The market's name on one line, not too long for a subject. */
export function nameOf(name: string): string {
  return name.replace(/\s+/g, ' ').trim().slice(0, 60)
}

/** From a provider's name to the host of its card page; the practice provider's comes by itself. */
export function hostsOf(hosts: string | undefined, practiceOrigin: string | undefined) {
  const pairs = (hosts ?? '').split(',').map((pair) => pair.trim().split('='))
  const known = pairs.filter((pair): pair is [string, string] => pair.length === 2)
  const practice = URL.parse(practiceOrigin ?? '')
  return Object.fromEntries([...(practice ? [['sandbox', practice.host]] : []), ...known])
}

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
