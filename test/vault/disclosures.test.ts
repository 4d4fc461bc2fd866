import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { Disclosures } from '#trust/disclosures/disclosures.ts'
import { forgetOverdue } from '#trust/own-data/retention.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { inTime, signIn } from './people.ts'

let town: TestVault
beforeAll(async () => {
  town = await openTestVault()
})
afterAll(() => town.drop())

async function sellerWith(said: string) {
  const { member: subject } = await signIn(town, `${randomUUID()}@people.example`)
  const seller = randomUUID()
  const shelf = new Disclosures(town.vault.core)
  const publish = async (value: string) => {
    const want = { seller, subject, fields: [{ name: '販売業者', value }], onRequest: [] }
    await town.vault.core.append(await shelf.publishing({ ...want, principal: 'accounts' }))
  }
  await publish(said)
  return { seller, publish }
}

/** A shelf whose openings wait, after they have read, until they are let go. */
function slowShelf() {
  const { core } = town.vault
  const hasRead = Promise.withResolvers<void>()
  const letGo = Promise.withResolvers<void>()
  const shelf = new Disclosures({
    ...core,
    append: async (change) => {
      hasRead.resolve()
      await letGo.promise
      return core.append(change)
    },
  })
  return { shelf, hasRead: hasRead.promise, letGo: letGo.resolve }
}

for (const all of [false, true]) {
  const what = all ? 'when somebody is erased' : 'when it is published anew'
  test(`a statement read before a change is not kept after it, ${what}`, async () => {
    const { seller, publish } = await sellerWith('花屋')
    const { shelf, hasRead, letGo } = slowShelf()
    const reading = shelf.of({ seller })
    await hasRead
    await publish('花屋 本店')
    shelf.forget(all ? undefined : seller)
    const after = shelf.of({ seller })
    letGo()
    assert.equal((await reading).fields?.[0]?.value, '花屋')
    assert.equal((await after).fields?.[0]?.value, '花屋 本店')
    assert.equal((await shelf.of({ seller })).fields?.[0]?.value, '花屋 本店')
  })
}

test('a crowd that asks for one statement at once shares one opening', async () => {
  const { seller } = await sellerWith('花屋')
  const shelf = new Disclosures(town.vault.core)
  await Promise.all(Array.from({ length: 300 }, () => shelf.of({ seller })))
  const opened = await town.look(
    `select 1 from log_entries where purpose = 'disclosure' and about = $1`,
    [seller],
  )
  assert.equal(opened.length, 1)
})

test('a statement that a sweep destroyed is shown no more', async () => {
  const { seller } = await sellerWith('花屋')
  const shown = async () => (await town.ask.accounts.disclosureOf({ seller }, inTime)).fields
  assert.equal((await shown())?.[0]?.value, '花屋')
  const now = town.clock()
  await town.look('update records set keep_until = $1 where about = $2', [now, seller])
  assert.equal(await forgetOverdue(town.vault.core), 1)
  assert.equal(await shown(), null)
})
