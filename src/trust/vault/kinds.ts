import { type Infer, list, nullable, object, type Shape, text } from '#lib/shapes.ts'
import type { OpeningName } from './purposes.ts'

const address = text({ min: 3, max: 254 })
const statement = list(
  object({ name: text({ max: 60 }), value: text({ max: 1000, lines: true }) }),
  { max: 20 },
)

type Fields = Record<string, Shape<unknown>>

interface Declared<F extends Fields> {
  /** Rises with every change of `fields`; the seal is bound to it. */
  schema: number
  fields: F
  /** The only purposes that may open it. */
  readers: readonly OpeningName[]
  /** How long, in words; the folder `own-data` does it. */
  kept: string
}

function kind<F extends Fields>(declared: Declared<F>) {
  return { ...declared, shape: object(declared.fields) }
}

/** Everything the vault keeps about people. Also printed in docs/vault.md. */
export const kinds = {
  contact: kind({
    schema: 1,
    fields: { address },
    readers: ['letter', 'receipt', 'my-contact', 'my-records'],
    kept: 'a member: until erased; a guest: while an order is paid, else 30 days',
  }),
  'receipt-name': kind({
    schema: 1,
    fields: { name: text({ max: 100 }) },
    readers: ['receipt', 'my-records'],
    kept: 'of a paid order: 7 years from payment; else with its contact',
  }),
  disclosure: kind({
    schema: 1,
    fields: { fields: statement },
    readers: ['disclosure', 'my-records'],
    kept: 'until replaced or erased',
  }),
  passkey: kind({
    schema: 1,
    fields: { label: text({ max: 80 }) },
    readers: ['my-passkeys', 'my-records'],
    kept: 'until removed or erased',
  }),
  operator: kind({
    schema: 1,
    fields: { name: text({ max: 80 }), address },
    readers: ['letter', 'my-records'],
    kept: 'while an operator',
  }),
  letter: kind({
    schema: 1,
    fields: { address: nullable(address), code: nullable(text({ max: 8 })) },
    readers: ['letter'],
    kept: 'until it is sent',
  }),
  attempt: kind({
    schema: 1,
    fields: { address },
    readers: ['mailbox-proven'],
    kept: '10 minutes',
  }),
} as const

export type KindName = keyof typeof kinds
export type ValueOf<K extends KindName> = Infer<(typeof kinds)[K]['shape']>
