import type { Case } from './cases.ts'

/** Where our verdict is another one than SimpleWebAuthn's, and why. Nothing else may differ. */
export interface Difference {
  why: string
  /** Ours; theirs is the other one. */
  isTaken: boolean
  of: 'get' | 'create' | 'both'
  fits(one: Case): boolean
}

const said = ({ clientData }: Case): Record<string, unknown> => {
  try {
    return JSON.parse(new TextDecoder().decode(clientData)) ?? {}
  } catch {
    return {}
  }
}
const flagsOf = ({ authenticatorData }: Case) => authenticatorData[32] ?? 0
const did = (one: Case, ...names: string[]) => names.some((name) => one.done.includes(name))

export const differences: readonly Difference[] = [
  {
    why: 'We never let our page be framed: what says it was, or does not say no, is refused.',
    isTaken: false,
    of: 'both',
    fits: (one) => {
      const { crossOrigin, topOrigin } = said(one)
      return (crossOrigin !== undefined && crossOrigin !== false) || topOrigin !== undefined
    },
  },
  {
    why: 'tokenBinding is gone from the standard (Level 3); we do not read it.',
    isTaken: true,
    of: 'both',
    fits: (one) => said(one).tokenBinding !== undefined,
  },
  {
    why: 'Client data that is not UTF-8 is refused, not mended.',
    isTaken: false,
    of: 'both',
    fits: (one) => did(one, 'broken UTF-8', 'a bit of the client data'),
  },
  {
    why: 'An answer to "get" that brings a new credential is none.',
    isTaken: false,
    of: 'get',
    fits: (one) => (flagsOf(one) & 0x40) !== 0,
  },
  {
    why: 'Of CBOR we take only the canonical part of CTAP2.',
    isTaken: false,
    of: 'both',
    fits: (one) => (flagsOf(one) & 0x80) !== 0,
  },
  {
    why: 'A signature is DER to the last byte.',
    isTaken: false,
    of: 'get',
    fits: (one) => one.key.algorithm === -7 && did(one, 'a longer signature'),
  },
  {
    why: 'The id in the data must be the one the browser gave, of 16 bytes or more.',
    isTaken: false,
    of: 'create',
    fits: (one) => did(one, 'another id', 'a short id', 'a bit of the data'),
  },
  {
    why: 'The key in the data must be the one the browser gave; they believe any point.',
    isTaken: false,
    of: 'create',
    fits: (one) => did(one, 'a bent key', 'a cut key', 'a bit of the data'),
  },
]
