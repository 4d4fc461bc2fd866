import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { Refusal } from '#lib/refusal.ts'
import {
  bytes,
  flag,
  type Infer,
  id,
  instant,
  integer,
  list,
  minor,
  nothing,
  nullable,
  object,
  oneOf,
  text,
  toWire,
} from '#lib/shapes.ts'

const order = object({
  order: id,
  title: text({ min: 1, max: 20 }),
  note: nullable(text({ max: 50, lines: true })),
  copies: integer({ min: -5, max: 100 }),
  total: minor(),
  gift: flag,
  at: instant,
  kind: oneOf('work', 'goods'),
  seal: bytes({ max: 40 }),
  lines: list(object({ price: minor({ min: 0n }) }), { max: 5 }),
  rest: nothing,
})
const keys: (keyof Infer<typeof order>)[] = [
  'order',
  'title',
  'copies',
  'total',
  'gift',
  'at',
  'seal',
]

const graphemes = (maxLength: number, minLength = 0) =>
  fc
    .string({ unit: 'grapheme-composite', maxLength, minLength })
    .filter((value) => value.length <= maxLength && !/\p{Cc}/u.test(value))
const amount = (min: bigint) => fc.bigInt(min, 2n ** 63n - 1n)

const plain = { noNullPrototype: true } as const
const orders = fc.record(
  {
    order: fc.uuid(),
    title: graphemes(20, 1),
    note: fc.option(graphemes(50).map((value) => value.replace(' ', '\n'))),
    copies: fc.integer({ min: -5, max: 100 }),
    total: amount(-(2n ** 63n) + 1n),
    gift: fc.boolean(),
    at: fc.date({ noInvalidDate: true }).map((date) => date.getTime()),
    kind: fc.constantFrom('work' as const, 'goods' as const),
    seal: fc.uint8Array({ maxLength: 40 }).map((each) => Buffer.from(each)),
    lines: fc.array(fc.record({ price: amount(0n) }, plain), { maxLength: 5 }),
    rest: fc.constant(undefined),
  },
  plain,
)

const overTheWire = (value: unknown) => JSON.parse(JSON.stringify(toWire(value)))

test('whatever is sent arrives as it was', () => {
  fc.assert(
    fc.property(orders, (sent) => {
      assert.deepEqual(order.parse(overTheWire(sent)), sent)
    }),
  )
})

test('no JSON whatever does more than be refused', () => {
  const shapes = [order, id, flag, instant, nothing, list(order, { max: 2 }), bytes({ max: 3 })]
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 5 }), fc.constantFrom(...shapes), (value, shape) => {
      try {
        shape.parse(value)
      } catch (thrown) {
        assert.ok(thrown instanceof Refusal && thrown.code === 'bad-input')
      }
    }),
  )
})

test('one wrong field among right ones is refused by its name, without its value', () => {
  const secret = 'aiko at example'
  fc.assert(
    fc.property(orders, fc.constantFrom(...keys), (sent, key) => {
      const wrong = { ...overTheWire(sent), [key]: [secret] }
      assert.throws(
        () => order.parse(wrong),
        (thrown: Refusal) => thrown.details.field === key && !thrown.message.includes(secret),
      )
    }),
  )
})

const refused = (field: string) => (thrown: unknown) =>
  thrown instanceof Refusal && thrown.code === 'bad-input' && thrown.details.field === field

test('the path leads to the field in a list', () => {
  const lines = object({ lines: list(object({ price: minor() }), { max: 3 }) })
  const value = { lines: [{ price: '1' }, { price: '01' }] }
  assert.throws(() => lines.parse(value), refused('lines[1].price'))
})

test('unknown, inherited and poisonous fields are refused', () => {
  const shape = object({ gift: flag })
  assert.throws(() => shape.parse({ gift: true, more: 1 }), refused(''))
  assert.throws(() => shape.parse(JSON.parse('{"gift":true,"__proto__":{"x":1}}')), refused(''))
  assert.throws(() => shape.parse(Object.create({ gift: true })), refused(''))
  assert.throws(() => object({ toString: text({ max: 9 }) }).parse({}), refused('toString'))
  assert.throws(() => object({ ['__proto__']: flag }), RangeError)
})

test('text keeps out control characters, halves of characters and line breaks unless wanted', () => {
  const line = text({ max: 10 })
  const lines = text({ max: 10, lines: true })
  for (const wrong of ['a\0b', 'a\nb', 'a\tb', '\x7f', '\x85', '\ud83d', 'x'.repeat(11), 5, null]) {
    assert.throws(() => line.parse(wrong), refused(''))
  }
  assert.equal(lines.parse('愛\n子'), '愛\n子')
  assert.throws(() => lines.parse('a\rb'), refused(''))
})

test('an amount has one spelling', () => {
  for (const wrong of ['', '00', '01', '-0', '+1', '1.0', '1e3', ' 1', 1, '9'.repeat(20)]) {
    assert.throws(() => minor().parse(wrong), refused(''))
  }
  assert.equal(minor().parse('-12'), -12n)
})

test('bytes have one spelling and a limit', () => {
  const shape = bytes({ min: 1, max: 3 })
  for (const wrong of ['', 'A', 'AB', 'AA==', 'AA\n', 'A+', 'AAAAA', 'AAAAAA']) {
    assert.throws(() => shape.parse(wrong), refused(''))
  }
  assert.deepEqual(shape.parse('AAEC'), Buffer.from([0, 1, 2]))
})
