import { type Clock, fixedClock, systemClock } from '#lib/clock.ts'
import { type RandomBytes, seededRandom, systemRandom } from '#lib/random.ts'

/** Gives a new id, a lower-case UUID. */
export type NewId = () => string

const largestCounter = 0xfff

/**
 * UUIDs of version 7: sorted by time, so that indexes grow at one end.
 *
 * Within one millisecond a 12-bit counter keeps them rising; when it is used up, or the clock
 * steps back, the last millisecond is carried on, so one source never gives a smaller id.
 */
export function uuidV7Ids(clock: Clock, random: RandomBytes): NewId {
  let lastMillis = -1
  let counter = 0
  return () => {
    const bytes = random(10)
    const now = clock().getTime()
    if (now > lastMillis) {
      lastMillis = now
      // Starting in the lower half leaves 2,048 ids for the same millisecond.
      counter = bytes.readUInt16BE(0) & 0x7ff
    } else if (counter < largestCounter) {
      counter += 1
    } else {
      lastMillis += 1
      counter = 0
    }
    return uuidText(lastMillis, counter, bytes.subarray(2))
  }
}

function uuidText(millis: number, counter: number, tail: Buffer): string {
  const time = millis.toString(16).padStart(12, '0')
  const middle = (0x7000 | counter).toString(16)
  tail[0] = 0x80 | (tail[0]! & 0x3f)
  const rest = tail.toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-${middle}-${rest.slice(0, 4)}-${rest.slice(4)}`
}

/** Ids from the machine's clock and randomness. */
export const systemIds: NewId = uuidV7Ids(systemClock, systemRandom)

/** The same ids for the same seed, for tests and the demo town. */
export function seededIds(seed: string | number, clock: Clock = fixedClock()): NewId {
  return uuidV7Ids(clock, seededRandom(seed))
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** True for a lower-case UUID of any version. */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && text.length === 36 && uuidPattern.test(text)
}
