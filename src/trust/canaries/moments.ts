import type { BrowserKind } from '#lib/http/browser-kind.ts'
import type { RandomBytes } from '#lib/random.ts'

const secondMillis = 1000
const hourMillis = 3_600_000
const dayMillis = 24 * hourMillis

/** How awake people are, in tenths, by the hour of the day in Japan. */
const awake = [4, 2, 1, 1, 1, 1, 3, 6, 7, 7, 7, 7, 9, 8, 7, 7, 7, 8, 8, 9, 10, 10, 9, 7]
const japanAheadMillis = 9 * hourMillis

/** At least 0, less than 1. */
export function fraction(random: RandomBytes): number {
  return random(4).readUInt32BE() / 2 ** 32
}

/** As long as things take that come at any time: this on average, in milliseconds. */
function anyTime(random: RandomBytes, averageMillis: number): number {
  return -Math.log(1 - fraction(random)) * averageMillis
}

/** From the letter in the mailbox to the code in the form, in milliseconds: 12 s and more. */
export function readingMillis(random: RandomBytes): number {
  return 12 * secondMillis + anyTime(random, 40 * secondMillis)
}

/** From the answered code to the page of the shop that a browser is sent back to. */
export function redirectMillis(random: RandomBytes): number {
  return 60 + anyTime(random, 250)
}

/**
 * How long until somebody comes who comes at any time, but rarely at night; in milliseconds,
 * at most 20 days, which a timer can wait.
 */
export function comingMillis(random: RandomBytes, now: Date, averageMillis: number): number {
  let millis = 0
  do {
    millis += anyTime(random, averageMillis / 2)
    if (millis >= 20 * dayMillis) return 20 * dayMillis
  } while (fraction(random) * 10 >= awakeAt(now.getTime() + millis))
  return millis
}

function awakeAt(time: number): number {
  return awake[Math.floor(((time + japanAheadMillis) % dayMillis) / hourMillis)]!
}

/** How often this one comes, as people differ: every day or so up to hardly ever. */
export function habitMillis(random: RandomBytes): number {
  return dayMillis * 40 ** fraction(random)
}

/** In about the shares in which people of Japan use them. */
const common: readonly [share: number, BrowserKind][] = [
  [30, 'safari-ios'],
  [54, 'chrome-android'],
  [74, 'chrome-windows'],
  [84, 'edge-windows'],
  [90, 'chrome-macos'],
  [95, 'safari-macos'],
  [98, 'firefox-windows'],
  [100, 'chrome-ios'],
]

export function commonBrowser(random: RandomBytes): BrowserKind {
  const at = fraction(random) * 100
  return common.find(([share]) => at < share)![1]
}
