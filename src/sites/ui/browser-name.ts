import type { BrowserKind } from '#lib/http/browser-kind.ts'

const names: Record<string, string> = {
  firefox: 'Firefox',
  edge: 'Edge',
  chrome: 'Chrome',
  safari: 'Safari',
  windows: 'Windows',
  macos: 'macOS',
  linux: 'Linux',
  android: 'Android',
  ios: 'iOS',
}

/** "Firefox, Linux": names that are the same in every language. */
export function browserName(kind: BrowserKind, otherwise: string): string {
  const parts = kind.split('-').flatMap((part) => names[part] ?? [])
  return parts.length === 0 ? otherwise : parts.join(', ')
}
