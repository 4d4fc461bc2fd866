/** Where most mailboxes of our buyers are; a slip of the finger near one of them is worth asking. */
const usualDomains = [
  'gmail.com',
  'yahoo.co.jp',
  'icloud.com',
  'docomo.ne.jp',
  'ezweb.ne.jp',
  'au.com',
  'softbank.ne.jp',
  'i.softbank.jp',
  'ymail.ne.jp',
  'outlook.jp',
  'outlook.com',
  'hotmail.co.jp',
  'hotmail.com',
  'live.jp',
  'me.com',
  'nifty.com',
  'biglobe.ne.jp',
  'yahoo.com',
  'protonmail.com',
]

/** One letter away from the above, and somebody's real mailbox all the same. */
const alsoReal = ['mail.com', 'ymail.com', 'email.com', 'hotmail.co.uk', 'live.com', 'gmx.com']

/** In shorter names one letter is too much of the whole. */
const shortestGuess = 7

/**
 * The address that was probably meant, or undefined.
 *
 * Only a hint: two letters changed places, one too many, too few or wrong, in a well-known
 * domain. A domain that is itself well known, or far from all of them, gives none.
 */
export function suggestedAddress(address: string): string | undefined {
  const at = address.lastIndexOf('@')
  const domain = address.slice(at + 1).toLowerCase()
  if (at < 1 || [...usualDomains, ...alsoReal].includes(domain)) return undefined
  const near = usualDomains.find(
    (usual) => usual.length >= shortestGuess && isOneSlipAway(domain, usual),
  )
  return near && `${address.slice(0, at)}@${near}`
}

/** True when one insertion, deletion, replacement or swap of neighbours makes them the same. */
export function isOneSlipAway(one: string, other: string): boolean {
  if (one === other || Math.abs(one.length - other.length) > 1) return false
  let from = 0
  while (one[from] === other[from]) from += 1
  const rest = (text: string, dropped: number) => text.slice(from + dropped)
  if (rest(one, 1) === rest(other, 1)) return true
  if (rest(one, 1) === rest(other, 0) || rest(one, 0) === rest(other, 1)) return true
  const swapped = one[from] === other[from + 1] && one[from + 1] === other[from]
  return swapped && rest(one, 2) === rest(other, 2)
}
