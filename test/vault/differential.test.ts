import assert from 'node:assert/strict'
import { test } from 'vitest'
import { type Case, caseOf, newKey } from './differential/cases.ts'
import { Dice } from './differential/dice.ts'
import { differences } from './differential/differences.ts'
import {
  ourAssertion,
  ourEnrolment,
  theirAssertion,
  theirEnrolment,
} from './differential/oracle.ts'

/** WEBAUTHN_CASES=100000 tries longer; WEBAUTHN_SEED=7 tries others. */
const count = Number(process.env.WEBAUTHN_CASES ?? 4_000)
const seed = Number(process.env.WEBAUTHN_SEED ?? 20261122)
const keys = ([-7, -8, -257] as const).map(newKey)

interface Tally {
  taken: number
  refused: number
  unused: string[]
}

/** Compares the two on many cases; every difference must be one that is listed. */
async function compared(
  of: 'get' | 'create',
  ours: (one: Case) => number | undefined,
  theirs: (one: Case) => Promise<number | undefined>,
): Promise<Tally> {
  const dice = new Dice(seed + of.length)
  const met = new Set<string>()
  const tally = { taken: 0, refused: 0 }
  for (let at = 0; at < count; at += 1) {
    const one = caseOf(dice, dice.pick(keys), `webauthn.${of}`)
    const [mine, other] = [ours(one), await theirs(one)]
    tally[mine === undefined ? 'refused' : 'taken'] += 1
    if (one.done.length === 0) assert.notEqual(mine, undefined, 'one as it should be is taken')
    if (mine === other) continue
    const listed = differences.filter(
      (each) =>
        (each.of === of || each.of === 'both') &&
        each.isTaken === (mine !== undefined) &&
        each.fits(one),
    )
    const story = `case ${at} of seed ${seed}, ${of}, ${one.key.algorithm}, ${one.done.join(' + ')}`
    assert.ok(listed.length > 0, `ours ${mine}, theirs ${other}: ${story}`)
    for (const { why } of listed) met.add(why)
  }
  const mine = differences.filter((each) => each.of === of || each.of === 'both')
  return { ...tally, unused: mine.map(({ why }) => why).filter((why) => !met.has(why)) }
}

test('thousands of assertions, whole and bent: our verdict is that of SimpleWebAuthn', async () => {
  const { taken, refused, unused } = await compared('get', ourAssertion, theirAssertion)
  assert.ok(taken > count / 10 && refused > count / 3, `${taken} taken, ${refused} refused`)
  assert.deepEqual(unused, [], 'a listed difference that never happens')
}, 60_000)

test('thousands of new passkeys, whole and bent: our verdict is that of SimpleWebAuthn', async () => {
  const { taken, refused, unused } = await compared('create', ourEnrolment, theirEnrolment)
  assert.ok(taken > count / 10 && refused > count / 3, `${taken} taken, ${refused} refused`)
  assert.deepEqual(unused, [], 'a listed difference that never happens')
}, 60_000)
