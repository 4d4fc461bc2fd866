import assert from 'node:assert/strict'
import fc from 'fast-check'
import { base64url, fromBase64url } from '#lib/base64url.ts'
import { readAnswer, readRequest } from '#lib/call/answer.ts'
import type { Call } from '#lib/call/call.ts'
import { BrokenFrame, encodeFrame, FrameReader } from '#lib/call/frames.ts'
import { isRefusal } from '#lib/refusal.ts'
import { toWire } from '#lib/shapes.ts'
import { calls } from '#processes/calls.ts'
import { checkedPostal, type Postal } from '#trust/address-book/postal.ts'
import { parseCheckpoint, signerFrom, verifiedText } from '#trust/log/note.ts'
import { checkedAccount, type PayoutAccount } from '#trust/payout-accounts/checks.ts'
import { normalAddress } from '#trust/vault/address.ts'
import { assertionTarget, enrolmentTarget } from './passkeys.ts'

/** A parser that strangers' bytes reach. Inputs are JSON, so that a found case is a file. */
export interface Target<T = never> {
  inputs: fc.Arbitrary<T>
  /** Throws what the parser must never do. */
  check(input: T): void
}

function target<T>(declared: Target<T>): Target {
  return declared as unknown as Target
}

/** Texts that parsers like to fall over, among any others. */
const odd = fc.constantFrom(
  ...['', ' ', '\u0000', '\ud800', '\u202e', '　', '１', '-0', '1e9', 'null', '__proto__'],
  ...['constructor', 'toString', 'a@b', '@', 'ü@bücher.example', 'xn--', '－', 'ﾞ', '\uFEFF'],
)
const anyText = fc.oneof(odd, fc.string({ unit: 'binary', maxLength: 80 }), fc.string())
const mixed = fc.array(anyText, { maxLength: 5 }).map((parts) => parts.join(''))

/** No other "no" than the one with a name, and never what was typed. */
function refusesOnly<T>(work: () => T, typed?: string): T | undefined {
  try {
    return work()
  } catch (error) {
    assert.ok(isRefusal(error, 'bad-input'), `not a refusal: ${error}`)
    const isTelling = typed !== undefined && typed.length > 12 && error.message.includes(typed)
    assert.ok(!isTelling, 'the refusal repeats what was typed')
    return undefined
  }
}

const everyCall = Object.values(calls.vault).flatMap((list) =>
  Object.values(list as Record<string, Call<unknown, unknown>>),
)

const shapes = target<[number, unknown]>({
  inputs: fc.tuple(
    fc.nat(everyCall.length - 1),
    fc.oneof(fc.jsonValue({ maxDepth: 4 }), fc.dictionary(mixed, fc.jsonValue({ maxDepth: 2 }))),
  ),
  check([place, value]) {
    const shape = everyCall[place % everyCall.length]!.in
    const parsed = refusesOnly(() => shape.parse(value))
    // What was taken is taken again as it goes over the wire, and is the same.
    if (parsed !== undefined) assert.deepEqual(shape.parse(toWire(parsed)), parsed)
  },
})

const address = target<string>({
  inputs: fc.oneof(
    mixed,
    fc.emailAddress(),
    fc.tuple(mixed, mixed).map((both) => both.join('@')),
  ),
  check(typed) {
    const normal = refusesOnly(() => normalAddress(typed), typed)
    if (normal === undefined) return
    assert.equal(normalAddress(normal), normal)
    assert.match(normal, /^[^\s\p{C}@]+@[a-z0-9.-]+$/u)
  },
})

const postalText = fc.oneof(mixed, fc.constantFrom('岡山県', '7100046', '710-0046', 'JP', 'FR'))

const postal = target<Postal>({
  inputs: fc.record({
    form: fc.constantFrom('japanese', 'foreign'),
    name: postalText,
    country: fc.oneof(postalText, fc.constantFrom('JP', 'FR')),
    postalCode: postalText,
    region: postalText,
    city: postalText,
    street: postalText,
    building: postalText,
    phone: postalText,
  }),
  check(typed) {
    const kept = refusesOnly(() => checkedPostal(typed))
    if (kept) assert.deepEqual(checkedPostal(kept), kept)
  },
})

const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 3, maxLength: 8 })
const bankText = fc.oneof(
  mixed,
  digits,
  fc.constantFrom('ハナヤ', 'ﾊﾅﾔ', 'ガッコウ', 'パン(カ', '1234'),
)

const payoutAccount = target<PayoutAccount>({
  inputs: fc.record({
    bank: bankText,
    bankName: bankText,
    branch: bankText,
    branchName: bankText,
    type: fc.constantFrom('ordinary', 'current', 'savings'),
    number: bankText,
    holder: bankText,
  }),
  check(typed) {
    const kept = refusesOnly(() => checkedAccount(typed))
    // Half-width marks become letters again when they are read once more; the rest stays.
    if (kept) assert.equal(checkedAccount(kept).number, kept.number)
  },
})

const texts = fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), {
  maxLength: 6,
})
interface Change {
  at: number
  to: number
  isCut: boolean
}

const change = fc.record({ at: fc.nat(2_000), to: fc.nat(255), isCut: fc.boolean() })

const frames = target<{ sent: string[]; cuts: number[]; changes: Change[] }>({
  inputs: fc.record({
    sent: texts,
    cuts: fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 20 }),
    changes: fc.array(change, { maxLength: 3 }),
  }),
  check({ sent, cuts, changes }) {
    const most = 500
    const stream = changed(Buffer.concat(sent.map((text) => encodeFrame(text, most)!)), changes)
    const reader = new FrameReader(most)
    const received: string[] = []
    try {
      for (let from = 0, turn = 0; from < stream.length; turn += 1) {
        const to = from + cuts[turn % cuts.length]!
        reader.push(stream.subarray(from, to))
        from = to
        for (let text = reader.next(); text !== undefined; text = reader.next()) received.push(text)
      }
    } catch (error) {
      assert.ok(error instanceof BrokenFrame, `not a broken frame: ${error}`)
    }
    if (changes.length === 0) assert.deepEqual(received, sent)
    // What came out is what stands in the stream, byte by byte.
    const again = Buffer.concat(received.map((text) => encodeFrame(text, most)!))
    assert.ok(stream.subarray(0, again.length).equals(again), 'a frame is not what was sent')
  },
})

/** The bytes with some of them changed, and cut off where it says so. */
function changed(bytes: Buffer, changes: Change[]): Buffer {
  let result = Buffer.from(bytes)
  for (const { at, to, isCut } of changes) {
    if (result.length === 0) break
    if (isCut) result = result.subarray(0, at % result.length)
    else result[at % result.length] = to
  }
  return result
}

const messages = target<unknown>({
  inputs: fc.oneof(
    fc.jsonValue({ maxDepth: 3 }),
    fc.record(
      {
        id: fc.oneof(fc.nat(), fc.jsonValue({ maxDepth: 1 })),
        name: mixed,
        deadline: fc.oneof(fc.double(), mixed),
        output: fc.jsonValue({ maxDepth: 1 }),
        refusal: fc.dictionary(fc.constantFrom('code', 'message', 'details'), fc.jsonValue()),
        fault: mixed,
      },
      { requiredKeys: [] },
    ),
  ),
  check(message) {
    for (const read of [readRequest, readAnswer]) {
      try {
        read(message)
      } catch (error) {
        assert.ok(error instanceof BrokenFrame, `not a broken frame: ${error}`)
      }
    }
  },
})

const signer = signerFrom('town.example/log', Buffer.alloc(32, 7))
const good = signer.sign(`town.example/log\n7\n${Buffer.alloc(32, 1).toString('base64')}\n`)

const notes = target<{ changes: Change[]; tail: string }>({
  inputs: fc.record({ changes: fc.array(change, { maxLength: 4 }), tail: anyText }),
  check({ changes, tail }) {
    const note = changed(Buffer.from(good), changes).toString() + tail
    const text = verifiedText(note, signer.verifierKey)
    const isSame = text === undefined || good.startsWith(`${text}\n`)
    assert.ok(isSame, 'a text that was never signed is believed')
    parseCheckpoint(note)
    verifiedText(good, note)
  },
})

const checkpoints = target<string>({
  inputs: fc.oneof(
    mixed,
    fc.array(anyText, { maxLength: 5 }).map((lines) => lines.join('\n')),
  ),
  check(text) {
    const read = parseCheckpoint(text)
    if (read) assert.ok(read.root.length === 32 && Number.isSafeInteger(read.size))
  },
})

const base64 = target<string>({
  inputs: fc.oneof(mixed, fc.base64String()),
  check(text) {
    const bytes = fromBase64url(text)
    if (bytes) assert.equal(base64url(bytes), text)
  },
})

/** Every parser of the vault that a stranger's bytes can reach. */
export const targets: Record<string, Target> = {
  shapes,
  address,
  postal,
  'payout-account': payoutAccount,
  frames,
  messages,
  notes,
  checkpoints,
  base64,
  assertions: target(assertionTarget),
  enrolments: target(enrolmentTarget),
}
