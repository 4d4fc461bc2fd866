import { type Manifest, sha256 } from './manifest.ts'

/** One answer as it came over the network. `path` is where it was asked for, without the query. */
export interface Fetched {
  path: string
  status: number
  headers: Record<string, string>
  body: Uint8Array
}

/** What the release says about one path: the file it is, and the policy it must be served with. */
export interface Expected {
  file: string
  /** The exact Content-Security-Policy, where the page must have one. */
  policy: string | null
}

/**
 * Says in words how an answer differs from the release, or nothing. A changed byte, a missing
 * policy, a wider policy are all "changed": the reader decides, the monitor does not excuse.
 */
export function findingsOf(answer: Fetched, expected: Expected, manifest: Manifest): string[] {
  const findings: string[] = []
  const listed = manifest.get(expected.file)
  if (answer.status !== 200) findings.push(`${answer.path} answered ${answer.status}`)
  else if (!listed) findings.push(`${expected.file} is not in the manifest`)
  else if (sha256(answer.body) !== listed) findings.push(`${answer.path} is not the released file`)
  if (expected.policy !== null && answer.headers['content-security-policy'] !== expected.policy) {
    findings.push(`${answer.path} has another Content-Security-Policy`)
  }
  return findings
}

const reference = /<(script|link)\b[^>]*?\b(?:src|href)\s*=\s*["']?([^"'\s>]+)/gi

/** Every script and style a page names, as it names them. */
export function assetsNamedBy(page: string): string[] {
  return [...page.matchAll(reference)].map((match) => match[2] as string)
}
