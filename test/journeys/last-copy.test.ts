import assert from 'node:assert/strict'
import { beforeAll, test } from 'vitest'
import { type Town, theTown } from '#test/cast/town.ts'
import { wordsOf } from '#test/cast/visitor.ts'
import { offerLimited } from '#test/proofs/buyer.ts'

const buyers = 50
let town: Town
beforeAll(async () => {
  town = await theTown()
}, 300_000)

test('one copy and 50 buyers at the shop’s door: one gets it, the others are told within 2 s', async () => {
  const { shop, account } = town.origins
  const work = await offerLimited(town, '最後の一冊', 1)
  const crowd = Array.from({ length: buyers }, () => town.visitor())
  const carts = await Promise.all(
    crowd.map(async (visitor) => {
      const page = await visitor.open(`${shop}/works/${work.id}`)
      return visitor.follow(await visitor.submit(page, '/cart/lines'))
    }),
  )

  const answers = await Promise.all(
    crowd.map(async (visitor, place) => {
      const began = performance.now()
      const answer = await visitor.submit(carts[place]!, '/checkout')
      return { answer, millis: performance.now() - began }
    }),
  )
  const winners = answers.filter(({ answer }) => answer.location.startsWith(`${account}/checkout/`))
  assert.equal(winners.length, 1)
  for (const { answer, millis } of answers) {
    assert.ok(millis < 2_000, `told after ${millis.toFixed()} ms`)
    if (answer === winners[0]!.answer) continue
    assert.equal(answer.status, 409)
    assert.match(wordsOf(answer), /売り切れ/)
  }
  const [row] = await town.books.sql(
    'market',
    `select (select available from stocks where work_id = $1) as left,
       (select count(*)::int from holds where work_id = $1) as held`,
    [work.id],
  )
  assert.deepEqual(row, { left: 0, held: 1 })
}, 60_000)
