import assert from 'node:assert/strict'
import { beforeAll, test } from 'vitest'
import { type KeyHolder, sendWithPasskey } from '#test/cast/key-holder.ts'
import { newOperator } from '#test/cast/operator.ts'
import { signInByCode } from '#test/cast/sign-in.ts'
import { type Town, theTown } from '#test/cast/town.ts'
import { type Visitor, wordsOf } from '#test/cast/visitor.ts'

let town: Town
let yuki: KeyHolder
let aiko: Visitor
beforeAll(async () => {
  town = await theTown()
  yuki = await newOperator(town, { name: '雪', address: `yuki-${Date.now()}@market.example` })
  aiko = town.visitor()
  await signInByCode(town, aiko, `aiko-held-${Date.now()}@people.example`)
}, 300_000)

const data = () => aiko.open(`${town.origins.account}/data`)
const desk = () => yuki.visitor.open(`${town.origins.console}/holds`)

test('the privacy officer holds whom a code means, and the person sees it until it is lifted', async () => {
  const before = await data()
  const code = /<code>([A-Z0-9]{4} [A-Z0-9]{4})<\/code>/.exec(before.text)?.[1]
  assert.ok(code, wordsOf(before))
  const wish = { about: code, reason: 'court', days: '90' }
  const set = await sendWithPasskey(yuki, await desk(), '/holds', wish)
  assert.equal(set.status, 303, set.text)
  assert.match(wordsOf(await data()), /法的な保全の対象です/)
  const nobody = { ...wish, about: 'ZZZZ ZZZZ' }
  const refused = await sendWithPasskey(yuki, await desk(), '/holds', nobody)
  assert.equal(refused.status, 404)
  const lifted = await sendWithPasskey(yuki, await desk(), '/holds/lifting')
  assert.equal(lifted.status, 303, lifted.text)
  assert.doesNotMatch(wordsOf(await data()), /法的な保全の対象です/)
}, 120_000)
