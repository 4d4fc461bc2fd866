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
