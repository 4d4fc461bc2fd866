import assert from 'node:assert/strict'
import { existsSync, globSync, readdirSync, statSync } from 'node:fs'
import { connect as connectPath } from 'node:net'
import { join } from 'node:path'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { afterAll, beforeAll, test } from 'vitest'
import { encodeFrame, FrameReader } from '#lib/call/frames.ts'
import { readPapers } from '#lib/call/identity.ts'
import { tlsOptions } from '#lib/call/tls.ts'
import { calls } from '#processes/calls.ts'
import { userOf } from '#processes/supervisor/users.ts'
import { ask } from '#test/cast/ask.ts'
import { sendWithPasskey } from '#test/cast/key-holder.ts'
import { codeIn } from '#test/cast/letters.ts'
import { newAddress } from '#test/cast/names.ts'
import { passkey } from '#test/cast/passkey.ts'
import { pollUntil } from '#test/cast/poll.ts'
import { buysAsGuest } from '#test/cast/purchase.ts'
import { signInByCode } from '#test/cast/sign-in.ts'
import { offerLimited } from '#test/proofs/buyer.ts'
import { listeningIn, reachedPorts } from './network.ts'
import { addresses, givePapers, stolenPapers, type ThreeHosts, threeHosts } from './three-hosts.ts'

const isRoot = process.geteuid?.() === 0
let three: ThreeHosts
beforeAll(async () => {
  if (isRoot) three = await threeHosts()
}, 240_000)
afterAll(() => three?.stop(), 60_000)

const oneMillis = 60_000

test.skipIf(!isRoot)(
  'with the vault on its own host a guest buys, gets the letter, and a member signs in',
  async () => {
    const { town } = three
    const work = await offerLimited(town, '月の蔵')
    const address = newAddress('aiko')
    const { order, page } = await buysAsGuest(town.visitor(), [work.id], { address })
    assert.equal(page.status, 200)
    const letter = await town.letterTo(address, undefined, 30_000)
    assert.ok(letter.text.includes(order))
    await signInByCode(town, town.visitor(), newAddress('ren'))
  },
  oneMillis,
)

test.skipIf(!isRoot)(
  'the monitor at another provider witnesses the log, which the shop’s host only passes on',
  async () => {
    const { town, data } = three
    const { status, text } = await ask(`${town.origins.shop}/log/checkpoint`)
    assert.equal(status, 200)
    assert.ok(!existsSync(join(data.shop, 'log/checkpoint')))
    const witnessed = await pollUntil(
      'the witness has put its line below a checkpoint',
      async () => {
        const answer = await ask(`${town.origins.shop}/log/witnessed`)
        return answer.status === 200 && answer.text
      },
      30_000,
    )
    assert.match(witnessed, /\n— \S+ \S+\n— \S+\/witness \S+\n$/)
    assert.equal(witnessed.split('\n')[0], text.split('\n')[0])
  },
  oneMillis,
)

test.skipIf(!isRoot)(
  'of the other hosts the shop’s host reaches one port each, and nothing else',
  () => {
    const { hosts, ports } = three
    const { shop, vault, monitor } = hosts
    // Its own PostgreSQL listens too, for itself.
    assert.deepEqual(listeningIn(vault), [ports.vault, ports.public + 4])
    assert.deepEqual(reachedPorts(shop, vault, addresses.vaultToShop), [ports.vault])
    assert.deepEqual(reachedPorts(shop, monitor, addresses.monitorToShop), [ports.monitor])
    assert.deepEqual(reachedPorts(vault, monitor, addresses.monitorToVault), [])
  },
  oneMillis,
)

test.skipIf(!isRoot)('on the shop’s host lies nothing of the vault, and no authority', () => {
  const { data } = three
  const names = globSync('**/*', { cwd: data.shop, exclude: ['postgres/**'] })
  const wanted = /authority|ring|vault|monitor/
  const found = names.filter((name) => wanted.test(name) && !/^(logs|run|files)(\/|$)/.test(name))
  assert.deepEqual(found, [])
  const shops = ['accounts', 'console', 'gateway', 'mailer', 'payments', 'storefront']
  assert.deepEqual(readdirSync(join(data.shop, 'calls')).sort(), shops)
  assert.deepEqual(readdirSync(join(data.vault, 'calls')).sort(), ['authority', 'vault'])
})

test.skipIf(!isRoot)('on each host the papers of a process are for its own user alone', () => {
  for (const host of ['shop', 'vault', 'monitor'] as const) {
    const folder = join(three.data[host], 'calls')
    for (const name of readdirSync(folder)) {
      const owner = name === 'authority' ? 0 : userOf(name)
      const file = join(folder, name, name === 'authority' ? 'key.pem' : 'papers.pem')
      for (const [path, mode] of [
        [file, 0o600],
        [join(folder, name), 0o700],
      ] as const) {
        const found = statSync(path)
        assert.deepEqual([found.uid, found.mode & 0o777], [owner, mode], path)
      }
    }
  }
})

test.skipIf(!isRoot)(
  'a thief with every file of the shop’s host can ask the vault what its processes may, no more',
  async () => {
    const lists: Record<string, object> = calls.vault
    const all = [...new Set(Object.values(lists).flatMap((list) => Object.keys(list)))]
    for (const caller of readdirSync(join(three.data.shop, 'calls'))) {
      const answered = await whatAnswers(stolenPapers(three, caller), all)
      assert.deepEqual(answered.sort(), Object.keys(lists[caller]!).sort(), caller)
    }
  },
  oneMillis,
)

test.skipIf(!isRoot)(
  'a thief on the shop’s host is not let in without papers, or without TLS',
  async () => {
    const plain = connectPath(three.doorToVault)
    plain.write(encodeFrame('{"id":1,"name":"takeLetter","deadline":9e15,"input":{}}', 1_000)!)
    assert.equal(await heardOf(plain), 0)
    const { key: _, cert: __, ...bare } = tlsOptions(readPapers(stolenPapers(three, 'mailer')))
    const stranger = connectTls({ ...bare, socket: connectPath(three.doorToVault), ...believing })
    stranger.write(encodeFrame('{"id":1,"name":"takeLetter","deadline":9e15,"input":{}}', 1_000)!)
    assert.equal(await heardOf(stranger), 0)
  },
)

test.skipIf(!isRoot)(
  'the operator’s pages hear from the vault and the monitor, wherever they are',
  async () => {
    const { town } = three
    const operator = { visitor: town.visitor(), passkey: passkey() }
    const page = await operator.visitor.open(town.operatorLink)
    const who = { name: '修', address: newAddress('osamu') }
    const answer = await sendWithPasskey(operator, page, '/enrolment', who)
    assert.equal(answer.status, 303)
    const overview = await pollUntil(
      'the monitor has looked',
      async () => {
        const { text } = await operator.visitor.open(`${town.origins.console}/`)
        return /[0-9]に見回りました/.test(text) && text
      },
      30_000,
    )
    assert.ok(!overview.includes('見張りが応答していません'))
  },
  oneMillis,
)

test.skipIf(!isRoot)(
  'papers that were stolen are worth nothing after a new authority, and the market goes on',
  async () => {
    const { town, data } = three
    const stolen = stolenPapers(three, 'accounts')
    givePapers(data, ['--new-authority'])
    const isShut = () =>
      whatAnswers(stolen, ['sessionOf']).then(
        () => false,
        () => true,
      )
    await pollUntil('the stolen papers open nothing', isShut, 20_000)
    const [visitor, address] = [town.visitor(), newAddress('aiko')]
    const page = await visitor.open(`${town.origins.shop}/sign-in?return=/library`)
    const asked = await pollUntil(
      'a code can be asked for again',
      async () => {
        const answer = await visitor.follow(await visitor.submit(page, '/sign-in', { address }))
        return answer.status === 200 && answer.url.includes('/sign-in/code') && answer
      },
      30_000,
    )
    const code = codeIn(await town.letterTo(address, undefined, 30_000))
    const done = await visitor.follow(await visitor.submit(asked, '/sign-in/code', { code }))
    assert.ok(done.url.endsWith('/library') && done.status === 200, done.url)
  },
  2 * oneMillis,
)

const believing = { checkServerIdentity: () => undefined }

/** Tries every name with an input that fits none; gives those that are not "no such call". */
async function whatAnswers(papers: string, names: string[]): Promise<string[]> {
  const options = { ...tlsOptions(readPapers(papers)), ...believing }
  const socket = connectTls({ ...options, socket: connectPath(three.doorToVault) })
  const reader = new FrameReader(8_000_000)
  const answers = new Map<number, string>()
  names.forEach((name, index) => {
    const frame = { id: index + 1, name, deadline: Date.now() + 20_000, input: { no: 'such' } }
    socket.write(encodeFrame(JSON.stringify(frame), 10_000)!)
  })
  await new Promise<void>((resolve, reject) => {
    socket.setTimeout(20_000, () => socket.destroy(new Error('the vault did not answer')))
    socket.on('error', reject)
    // Where the vault says good-bye in order, there is no error.
    socket.on('close', () => reject(new Error('the vault hung up')))
    socket.on('data', (chunk) => {
      reader.push(chunk)
      for (let text = reader.next(); text !== undefined; text = reader.next()) {
        const { id, refusal } = JSON.parse(text)
        answers.set(id, refusal?.code ?? 'answered')
      }
      if (answers.size === names.length) resolve()
    })
  })
  socket.destroy()
  return names.filter((_, index) => answers.get(index + 1) !== 'not-allowed')
}

/** How many bytes of an answer came before the connection was gone. */
function heardOf(socket: TLSSocket | ReturnType<typeof connectPath>): Promise<number> {
  let heard = 0
  return new Promise((resolve) => {
    socket.setTimeout(10_000, () => socket.destroy())
    socket.on('data', (chunk: Buffer) => {
      // What TLS itself answers to rubbish is an alert of seven bytes.
      heard += chunk.length > 7 ? chunk.length : 0
    })
    socket.on('error', () => {})
    socket.on('close', () => resolve(heard))
  })
}
