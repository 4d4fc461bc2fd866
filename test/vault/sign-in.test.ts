import assert from 'node:assert/strict'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, test } from 'vitest'
import { base64url } from '#lib/base64url.ts'
import { isRefusal, type RefusalCode } from '#lib/refusal.ts'
import { codeAlphabet, newCode } from '#trust/identity/codes.ts'
import { openTestVault, type TestVault } from './open-vault.ts'
import { allLetters, browser, guestOrder, inTime, nextLetter, paid, signIn } from './people.ts'

let town: TestVault
beforeAll(async () => {
  town = await openTestVault()
})
afterAll(() => town.drop())
beforeEach(async () => {
  town.clock.advance(2 * 3_600_000)
  await allLetters(town)
})

const refused = (code: RefusalCode) => (error: unknown) => isRefusal(error, code)

async function asked(address: string, source: string = randomUUID(), known: Buffer | null = null) {
  const browserSecret = randomBytes(16)
  const want = { address, browserSecret, locale: 'ja', source, known } as const
  const { attempt } = await town.ask.accounts.startSignIn(want, inTime)
  return { attempt, browserSecret, source }
}

const answer = async (want: { attempt: string; browserSecret: Buffer }, code: string) =>
  town.ask.accounts.answerCode({ ...want, code, browser }, inTime)

test('a stranger becomes a member by the mailed code, and is the same member the next time', async () => {
  const first = await signIn(town, 'aiko@people.example')
  await allLetters(town)
  const again = await signIn(town, 'ＡＩＫＯ@people.example')
  assert.equal(again.member, first.member)
  assert.notDeepEqual(again.session, first.session)
  const { member } = await town.ask.accounts.sessionOf(again, inTime)
  assert.equal(member, first.member)
})

test('the code is good once, for ten minutes, in the browser that asked for it', async () => {
  const mine = await asked('ren@people.example')
  const { code } = await nextLetter(town)
  const other = { ...mine, browserSecret: randomBytes(16) }
  await assert.rejects(answer(other, code), refused('wrong-code'))
  await answer(mine, code.toLowerCase().replace(' ', '-'))
  await assert.rejects(answer(mine, code), refused('code-expired'))

  const late = await asked('ren@people.example')
  const letters = await allLetters(town)
  const lateCode = /^ {4}(\S{4} \S{4})$/m.exec(letters.at(-1)!.text)![1]!
  town.clock.advance(10 * 60_000)
  await assert.rejects(answer(late, lateCode), refused('code-expired'))
})

test('the same right code given twice at once signs in once', async () => {
  const mine = await asked('twice@people.example')
  const { code } = await nextLetter(town)
  const results = await Promise.allSettled([answer(mine, code), answer(mine, code)])
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1)
})

test('five wrong tries end a code, even for the right one after them', async () => {
  const mine = await asked('yuki@people.example')
  const { code } = await nextLetter(town)
  for (let tries = 1; tries <= 5; tries += 1) {
    const wrong = await answer(mine, '2222 2222').catch((error: unknown) => error)
    assert.ok(isRefusal(wrong, 'wrong-code'))
    assert.equal(wrong.details.left, 5 - tries)
  }
  await assert.rejects(answer(mine, code), refused('too-many-tries'))
})

test('two codes for one new mailbox, answered at once, make one member', async () => {
  const one = await asked('both@people.example')
  const { code: first } = await nextLetter(town)
  const two = await asked('both@people.example')
  const { code: second } = await nextLetter(town)
  const [left, right] = await Promise.all([answer(one, first), answer(two, second)])
  assert.equal(left.member, right.member)
})

test('codes for one mailbox and one network are limited, also after a restart', async () => {
  const source = randomUUID()
  for (let count = 0; count < 5; count += 1) await asked('limit@people.example', source)
  await assert.rejects(asked('limit@people.example', source), refused('too-many-tries'))
  await asked('limit@people.example', randomUUID())
  await town.reopen()
  await assert.rejects(asked('limit@people.example', source), refused('too-many-tries'))
  // Refused ones count for the network too.
  for (let count = 6; count < 30; count += 1) await asked(`other-${count}@people.example`, source)
  await assert.rejects(asked('one-more@people.example', source), refused('too-many-tries'))
})

test('strangers who ask for codes cannot lock a mailbox for its own browser', async () => {
  const address = 'besieged@people.example'
  const { known } = await signIn(town, address)
  const siege = async () => {
    for (;;) await asked(address)
  }
  await assert.rejects(siege(), refused('too-many-tries'))
  const mine = await asked(address, 'home', known)
  await town.reopen()
  const letters = await allLetters(town)
  const code = /^ {4}(\S{4} \S{4})$/m.exec(letters.at(-1)!.text)![1]!
  await answer(mine, code)

  // Another's, a forged one, and one that is too old are a stranger's.
  const { known: others } = await signIn(town, 'other@people.example')
  const forged = Buffer.from(known)
  forged[10]! ^= 1
  await assert.rejects(siege(), refused('too-many-tries'))
  for (const wrong of [others, forged, Buffer.alloc(0), null]) {
    await assert.rejects(asked(address, 'elsewhere', wrong), refused('too-many-tries'))
  }
  // Nor may whoever has it fill the mailbox.
  const flood = async () => {
    for (let network = 0; network < 10; network += 1) await asked(address, `n${network}`, known)
  }
  await assert.rejects(flood(), refused('too-many-tries'))
  town.clock.advance(181 * 24 * 3_600_000)
  await assert.rejects(siege(), refused('too-many-tries'))
  await assert.rejects(asked(address, 'home', known), refused('too-many-tries'))
})

test('asking a code for an unknown mailbox does what asking for a member does', async () => {
  await signIn(town, 'known@people.example')
  await allLetters(town)
  const seen: string[][] = []
  const { core } = town.vault
  const { rows } = core.db
  core.db.rows = (statement, values) => {
    seen.at(-1)!.push(statement.name)
    return rows(statement, values)
  }
  const shapes: unknown[] = []
  for (const address of ['known@people.example', 'unknown@people.example']) {
    seen.push([])
    const before = await town.look<{ n: number }>('select count(*)::int n from log_entries')
    const mine = await asked(address)
    await assert.rejects(answer(mine, '2222 2222'), refused('wrong-code'))
    const after = await town.look<{ n: number }>('select count(*)::int n from log_entries')
    const [attempt] = await town.look(
      `select purpose, tries, octet_length(wrapped) w, done_at,
        octet_length(sealed) - length($2) sealed from attempts where id = $1`,
      [mine.attempt, address],
    )
    shapes.push([after[0]!.n - before[0]!.n, attempt])
  }
  core.db.rows = rows
  assert.deepEqual(seen[1], seen[0])
  assert.deepEqual(shapes[1], shapes[0])
})

test('guest orders join the member once the mailbox is proven, and not before', async () => {
  const order = await guestOrder(town, 'hana@people.example', 'Hana Ito')
  await paid(town, order)
  await allLetters(town)
  const { session, member } = await signIn(town, 'hana@people.example')
  const { orders } = await town.ask.accounts.myOrders({ session, limit: 10 }, inTime)
  assert.deepEqual(orders, [order])
  const receipt = await town.ask.accounts.receiptOf({ order, session, orderAccess: null }, inTime)
  assert.deepEqual(receipt, { name: 'Hana Ito', address: 'hana@people.example' })
  const later = await guestOrder(town, 'hana@people.example')
  const still = await town.ask.accounts.myOrders({ session, limit: 10 }, inTime)
  assert.deepEqual(still.orders, [order])
  const [row] = await town.look('select subject_id from bindings where order_id = $1', [later])
  assert.notEqual(row!.subject_id, member)
})

async function handOver(session: Buffer) {
  const nonce = randomBytes(32)
  const state = base64url(createHash('sha256').update(nonce).digest())
  const want = { session, order: null, orderAccess: null, audience: 'storefront', state } as const
  const { code } = await town.ask.accounts.mintCode(want, inTime)
  return { code, nonce }
}

test('the shop gets a session of its own, which ends when its parent is ended', async () => {
  const { session, member } = await signIn(town, 'shop@people.example')
  const { code, nonce } = await handOver(session)
  const { storefront, accounts } = town.ask
  const foreign = storefront.exchangeCode({ code, nonce: randomBytes(32) }, inTime)
  await assert.rejects(Promise.resolve(foreign), refused('code-expired'))
  await assert.rejects(
    Promise.resolve(storefront.exchangeCode({ code, nonce }, inTime)),
    refused('code-expired'),
    'a code that was tried with a foreign nonce is gone',
  )
  const second = await handOver(session)
  const got = await storefront.exchangeCode(second, inTime)
  assert.equal(got.member, member)
  assert.equal(got.order, null)
  const handle = got.handle!
  assert.equal((await storefront.renewSession({ handle }, inTime)).member, member)

  const { sessions } = await accounts.mySessions({ session }, inTime)
  assert.deepEqual(sessions.map(({ audience }) => audience).sort(), ['accounts', 'storefront'])
  const current = sessions.find((each) => each.current)!
  await accounts.revokeSession({ session, id: current.id }, inTime)
  await assert.rejects(
    Promise.resolve(storefront.renewSession({ handle }, inTime)),
    refused('sign-in-needed'),
  )
  await assert.rejects(
    Promise.resolve(accounts.sessionOf({ session }, inTime)),
    refused('sign-in-needed'),
  )
})

test("nobody can end somebody else's session, or use one on another site", async () => {
  const mine = await signIn(town, 'one@people.example')
  await allLetters(town)
  const theirs = await signIn(town, 'two@people.example')
  const { accounts, storefront, console } = town.ask
  const { sessions } = await accounts.mySessions(theirs, inTime)
  const stolen = accounts.revokeSession({ session: mine.session, id: sessions[0]!.id }, inTime)
  await assert.rejects(Promise.resolve(stolen), refused('not-found'))
  for (const wrong of [
    () => storefront.renewSession({ handle: mine.session }, inTime),
    () => console.operatorOf({ session: mine.session }, inTime),
    () => accounts.sessionOf({ session: randomBytes(32) }, inTime),
  ]) {
    await assert.rejects(async () => wrong(), refused('sign-in-needed'))
  }
})

test('a code from another minute, or minted for an order without its pass, is refused', async () => {
  const { session } = await signIn(town, 'slow@people.example')
  const given = await handOver(session)
  town.clock.advance(60_000)
  const late = town.ask.storefront.exchangeCode(given, inTime)
  await assert.rejects(Promise.resolve(late), refused('code-expired'))
  const want = { session: null, orderAccess: null, audience: 'storefront' } as const
  const bare = { ...want, order: randomUUID(), state: 'x'.repeat(43) }
  await assert.rejects(
    async () => town.ask.accounts.mintCode(bare, inTime),
    refused('sign-in-needed'),
  )
})

test('an order opens by a code to its mailbox, and asking for one tells nothing', async () => {
  const order = await guestOrder(town, 'guest@people.example', 'A. Guest')
  const { accounts, storefront } = town.ask
  const browserSecret = randomBytes(16)
  const source = randomUUID()
  const nobodys = randomUUID()
  const ask = { browserSecret, locale: 'en', source, known: null } as const
  await accounts.startOrderAccess({ ...ask, order: nobodys }, inTime)
  const { attempt } = await accounts.startOrderAccess({ ...ask, order }, inTime)
  const letter = await nextLetter(town)
  assert.equal(letter.to, 'guest@people.example')
  assert.equal((await allLetters(town)).length, 0)

  const proof = await accounts.answerOrderAccess(
    { attempt, browserSecret, code: letter.code },
    inTime,
  )
  assert.equal(proof.order, order)
  const receipt = await accounts.receiptOf({ ...proof, session: null }, inTime)
  assert.deepEqual(receipt, { name: 'A. Guest', address: 'guest@people.example' })
  const elsewhere = { ...proof, order: await guestOrder(town, 'b@people.example'), session: null }
  await assert.rejects(async () => accounts.receiptOf(elsewhere, inTime), refused('not-yours'))

  const nonce = randomBytes(32)
  const state = base64url(createHash('sha256').update(nonce).digest())
  const want = { ...proof, session: null, audience: 'storefront', state } as const
  const { code } = await accounts.mintCode(want, inTime)
  const got = await storefront.exchangeCode({ code, nonce }, inTime)
  assert.deepEqual([got.member, got.handle, got.order], [null, null, order])
})

test('codes use every letter of their alphabet about equally often', () => {
  const { random } = town.options
  assert.equal(codeAlphabet.length, 30)
  const counts = new Map<string, number>()
  for (let count = 0; count < 3_000; count += 1) {
    for (const letter of newCode(random)) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  }
  assert.deepEqual([...counts.keys()].sort().join(''), codeAlphabet)
  for (const [letter, count] of counts) assert.ok(count > 650 && count < 950, `${letter} ${count}`)
})
