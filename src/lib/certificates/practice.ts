import { randomBytes } from 'node:crypto'
import { type Issued, issue, newAuthority } from '#lib/certificates/issue.ts'

// Authorities and papers for tests.

const hour = 3_600_000

/** An authority of its own, from which papers come as a process reads them. */
export function practiceAuthority() {
  const authority: Issued = newAuthority(wish('Practice', -1, 240))
  return {
    cert: authority.cert,
    /** The papers of a process, good from and until so many hours from now. */
    papers(name: string, { from = -1, until = 24, more = '', uri = `dozo:${name}` } = {}): string {
      const { key, cert } = issue(authority, uri, wish(name, from, until))
      return `${key}${cert}${authority.cert}${more}`
    },
  }
}

function wish(name: string, from: number, until: number) {
  const at = (hours: number) => new Date(Date.now() + hours * hour)
  return { name, from: at(from), until: at(until), serial: randomBytes(16) }
}
