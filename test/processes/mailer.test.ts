import assert from 'node:assert/strict'
import { setTimeout as wait } from 'node:timers/promises'
import { test } from 'vitest'
import { MailFailure } from '#adapters/mail/failure.ts'
import type { Letter } from '#adapters/mail/smtp.ts'
import { Refusal } from '#lib/refusal.ts'
import { type Carrier, carryLetters } from '#processes/mailer/carry.ts'
import { relayOf, senderOf } from '#processes/mailer/settings.ts'
import { domainOf, hostsOf } from '#processes/vault/settings.ts'

const letter = (number: number) => ({
  id: `00000000-0000-8000-8000-00000000000${number}`,
  messageId: `<${number}@market.example>`,
  to: `reader-${number}@people.example`,
  subject: 'Subject',
  text: 'Secret words',
  html: '<p>Secret words</p>',
})

interface Scene {
  letters: ReturnType<typeof letter>[]
  send?: (letter: Letter) => Promise<void>
  take?: () => void
}

/** Lets the mailer carry what there is, and tells what it did and logged. */
async function carried({ letters, send = async () => {}, take = () => {} }: Scene) {
  const done: string[] = []
  const lines: string[] = []
  const stopping = new AbortController()
  const log = (event: string, fields?: object) =>
    void lines.push(`${event} ${JSON.stringify(fields)}`)
  const carrier: Carrier = {
    vault: {
      takeLetter: async () => {
        take()
        const next = letters.shift() ?? null
        if (!next) await wait(20)
        return { letter: next }
      },
      letterSent: async ({ letter: id }) => void done.push(`sent ${id.at(-1)}`),
      letterFailed: async ({ letter: id, forGood }) =>
        void done.push(`failed ${id.at(-1)} ${forGood ? 'for good' : 'for now'}`),
    },
    send: async (each) => {
      await send(each)
      done.push(`mailed ${each.to}`)
    },
    from: { name: 'Market', address: 'box@market.example' },
    log: { info: log, warn: log, error: log },
  }
  const carrying = carryLetters(carrier, stopping.signal)
  await wait(150)
  stopping.abort()
  await carrying
  return { done, lines: lines.join('\n') }
}

test('letters are mailed and then reported', async () => {
  const { done, lines } = await carried({ letters: [letter(1), letter(2)] })
  const all = [
    'mailed reader-1@people.example',
    'mailed reader-2@people.example',
    'sent 1',
    'sent 2',
  ]
  assert.deepEqual(done.toSorted(), all)
  for (const number of [1, 2]) {
    assert.ok(
      done.indexOf(`mailed reader-${number}@people.example`) < done.indexOf(`sent ${number}`),
    )
  }
  assert.ok(!/people\.example|Secret|Subject/.test(lines))
})

test('a letter that no relay will ever take is given up, another one comes back', async () => {
  const send = async ({ to }: Letter) => {
    if (to.startsWith('reader-1')) throw new MailFailure('permanent', 'refused')
    if (to.startsWith('reader-2')) throw new MailFailure('temporary', 'away')
    throw new Error(`could not write to ${to}`)
  }
  const { done, lines } = await carried({ letters: [letter(1), letter(2), letter(3)], send })
  assert.deepEqual(done.toSorted(), ['failed 1 for good', 'failed 2 for now', 'failed 3 for now'])
  assert.ok(!lines.includes('people.example'))
})

test('while the vault is away the mailer waits and does not spin', async () => {
  let asked = 0
  const take = () => {
    asked += 1
    throw new Refusal('unavailable')
  }
  const { done } = await carried({ letters: [], take })
  assert.deepEqual(done, [])
  // Each of its four hands once, and perhaps once more.
  assert.ok(asked <= 8)
})

test('the relay and the sender are read as people write them', () => {
  const practice = relayOf('smtp://127.0.0.1:8083')
  assert.deepEqual([practice.host, practice.port, practice.tls], ['127.0.0.1', 8083, 'none'])
  const relay = relayOf('smtps://box%40market.example:pass@relay.example')
  assert.deepEqual([relay.port, relay.tls], [465, 'start'])
  assert.deepEqual(relay.login, { user: 'box@market.example', password: 'pass' })
  assert.equal(relayOf('smtp://relay.example').tls, 'upgrade')
  assert.throws(() => relayOf('relay.example'), RangeError)
  assert.deepEqual(senderOf('Dozo <dozo@market.example>'), {
    name: 'Dozo',
    address: 'dozo@market.example',
  })
  assert.throws(() => senderOf('Dozo'), RangeError)
  assert.equal(domainOf('Dozo <dozo@Market.example>'), 'market.example')
  assert.deepEqual(hostsOf('stripe=checkout.stripe.com', 'http://provider.localhost:8081'), {
    sandbox: 'provider.localhost:8081',
    stripe: 'checkout.stripe.com',
  })
})
