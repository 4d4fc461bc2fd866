import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { systemIds } from '#lib/ids.ts'
import { systemRandom } from '#lib/random.ts'
import { Ring, uses } from '#trust/vault/ring.ts'
import { seal, unseal } from '#trust/vault/seal.ts'
import { median } from '../measure/numbers.ts'
import { inTurn } from '../measure/rounds.ts'
import type { BenchWish, Row } from '../report/row.ts'

const address = JSON.stringify({ address: 'aiko.of.kurashiki@people.example' })
const place = { kind: 'contact', id: systemIds(), subject: systemIds(), about: null, schema: 1 }

/** Sealing and opening in one thread, beside two bare AES-256-GCM of the same sizes. */
export async function measureSealing(wish: BenchWish): Promise<Row[]> {
  const key = randomBytes(32)
  const made = { version: 1, madeAt: 0, key: createSecretKey(key), wrapped: '' }
  const ring = new Ring(
    systemIds(),
    uses.map((use) => ({ ...made, use })),
  )
  const blob = seal({ ring, random: systemRandom }, place, address)
  const bare = createSecretKey(key)
  const [outer, inner] = [bareSealed(bare, key), bareSealed(bare, Buffer.from(address))]
  const perSecond = (turn: () => void) => async () => rateOf(turn, Math.min(wish.seconds, 2))
  const results = await inTurn(wish, {
    'records sealed': perSecond(() => seal({ ring, random: systemRandom }, place, address)),
    'two bare AES-256-GCM': perSecond(() => {
      bareSealed(bare, key)
      bareSealed(bare, Buffer.from(address))
    }),
    'records opened': perSecond(() => unseal(ring, place, blob)),
    'two bare AES-256-GCM opened': perSecond(() => {
      bareOpened(bare, outer)
      bareOpened(bare, inner)
    }),
  })
  const row = (name: 'records sealed' | 'records opened', bare: keyof typeof results): Row => ({
    bench: 'log',
    what: `${name}, one thread`,
    unit: 'per second and core',
    reached: median(results[name]),
    rounds: results[name],
    limit: { what: `per second: ${bare}`, reached: median(results[bare]), rounds: results[bare] },
    details: {},
  })
  return [
    row('records sealed', 'two bare AES-256-GCM'),
    row('records opened', 'two bare AES-256-GCM opened'),
  ]
}

function rateOf(turn: () => void, seconds: number): number {
  const began = performance.now()
  let turns = 0
  while (performance.now() - began < seconds * 1000) {
    for (let each = 0; each < 200; each += 1) turn()
    turns += 200
  }
  return turns / ((performance.now() - began) / 1000)
}

function bareSealed(key: KeyObject, plain: Buffer): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

function bareOpened(key: KeyObject, sealed: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
  decipher.setAuthTag(sealed.subarray(-16))
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()])
}
