import { type Infer, list, nullable, object, oneOf, type Shape, text } from '#lib/shapes.ts'
import type { OpeningName } from './purposes.ts'

const address = text({ min: 3, max: 254 })
const named = object({ name: text({ max: 60 }), value: text({ max: 1000, lines: true }) })
const statement = list(named, { max: 20 })

/** Japanese: 7 digits, 都道府県, 市区町村, 番地, 建物; foreign: as its own country writes it. */
const postal = {
  form: oneOf('japanese', 'foreign'),
  name: text({ min: 1, max: 100 }),
  country: text({ min: 2, max: 2 }),
  postalCode: text({ max: 16 }),
  region: text({ max: 80 }),
  city: text({ max: 120 }),
  street: text({ max: 200 }),
  building: text({ max: 200 }),
  phone: text({ max: 30 }),
}

/** Who brings parcels; a closed list, so that no name gets in. */
export const carriers = ['yamato', 'sagawa', 'japan-post', 'seino', 'fukutsu', 'other'] as const

type Fields = Record<string, Shape<unknown>>

interface Declared<F extends Fields> {
  /** Rises with every change of `fields`; the seal is bound to it. */
  schema: number
  fields: F
  /** The only purposes that may open it. */
  readers: readonly OpeningName[]
  /** How long, in words; the folder `own-data` does it. */
  kept: string
  /** What was sealed before, by its schema, and how it becomes the next one. Pure, total. */
  older?: Readonly<Record<number, Older>>
}

interface Older {
  shape: Shape<unknown>
  upgrade(value: never): unknown
}

function kind<F extends Fields>(declared: Declared<F>) {
  return { ...declared, shape: object(declared.fields) }
}

function older<T>(shape: Shape<T>, upgrade: (value: T) => unknown): Older {
  return { shape, upgrade }
}

/** Everything the vault keeps about people. Also printed in docs/vault.md. */
export const kinds = {
  contact: kind({
    schema: 1,
    fields: { address },
    readers: ['letter', 'receipt', 'my-contact', 'my-records', 'recipients'],
    kept: 'a member: until erased; a guest: while an order is paid, else 30 days',
  }),
  'new-address': kind({
    schema: 1,
    fields: { address },
    readers: ['address-changed', 'my-records'],
    kept: 'a day, until it is the contact or was stopped',
  }),
  address: kind({
    schema: 1,
    fields: postal,
    readers: ['my-book', 'my-records'],
    kept: 'until removed or erased',
  }),
  birthday: kind({
    schema: 1,
    fields: { name: text({ min: 1, max: 60 }), born: text({ min: 10, max: 10 }) },
    readers: ['my-book', 'my-records'],
    kept: 'until removed or erased, at the latest until the child is 13',
  }),
  recipient: kind({
    schema: 1,
    fields: { ...postal, note: text({ max: 200 }) },
    readers: ['label', 'parcel', 'my-records'],
    kept: '90 days from when it was written; shipped: 30 days from then; erased: until shipped',
  }),
  'sent-parcel': kind({
    schema: 1,
    fields: { carrier: oneOf('', ...carriers), number: text({ max: 40 }) },
    readers: ['parcel', 'my-records'],
    kept: '30 days from when it was sent, or until erased',
  }),
  'receipt-name': kind({
    schema: 1,
    fields: { name: text({ max: 100 }) },
    readers: ['receipt', 'my-records'],
    kept: 'of a paid order: 7 years from payment; else with its contact',
  }),
  message: kind({
    schema: 1,
    fields: { text: text({ min: 1, max: 2000, lines: true }) },
    readers: ['message', 'reported-message', 'my-records'],
    kept: '1 year, or until its writer is erased',
  }),
  disclosure: kind({
    schema: 2,
    /** `onRequest`: what is given to whoever asks; empty until that answer is built. */
    fields: { fields: statement, onRequest: statement },
    readers: ['disclosure', 'my-records'],
    kept: 'until replaced or erased',
    older: {
      1: older(object({ fields: statement }), ({ fields }) => ({ fields, onRequest: [] })),
    },
  }),
  'payout-account': kind({
    schema: 1,
    fields: {
      bank: text({ min: 4, max: 4 }),
      bankName: text({ min: 1, max: 60 }),
      branch: text({ min: 3, max: 3 }),
      branchName: text({ min: 1, max: 60 }),
      type: oneOf('ordinary', 'current', 'savings'),
      number: text({ min: 7, max: 7 }),
      holder: text({ min: 1, max: 60 }),
    },
    readers: ['my-payout-account', 'payout', 'my-records'],
    kept: 'until replaced or erased; while a new one waits, both; erased: while money is owed',
  }),
  'tax-number': kind({
    schema: 1,
    fields: { number: text({ min: 4, max: 20 }) },
    readers: ['my-payout-account', 'payout', 'my-records'],
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
    readers: ['letter', 'operators', 'my-records'],
    kept: 'while an operator',
  }),
  letter: kind({
    schema: 1,
    fields: { address: nullable(address), code: nullable(text({ max: 64 })) },
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

/**
 * A value as it was sealed under an older schema, as it is written today. Undefined for a schema
 * that this release does not know: one newer than its own, or one too old to be upgraded.
 */
export function upgraded(name: KindName, schema: number, value: unknown): unknown {
  const {
    schema: newest,
    shape,
    older: steps = {},
  } = kinds[name] as Declared<Fields> & {
    shape: Shape<unknown>
  }
  let current = value
  for (let from = schema; from !== newest; from += 1) {
    const step = steps[from]
    if (from > newest || !step) return undefined
    current = step.upgrade(step.shape.parse(current, name) as never)
  }
  return shape.parse(current, name)
}
