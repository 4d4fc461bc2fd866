import type { RandomBytes } from '#lib/random.ts'

const given = 'haruka yuto sakura ren hina sota yui kaito mei riku aoi daiki emi koji mika shun'
const family = 'tanaka sato suzuki mori ito kato abe ono hara kudo noda sano ueda wada imai goto'
const shapes = [
  (one: string, two: string, number: number) => `${one}.${two}${number % 100}`,
  (one: string, two: string, number: number) => `${two}_${one}${1960 + (number % 48)}`,
  (one: string, two: string, number: number) => `${one[0]}${two}${number % 1000}`,
  (one: string, two: string) => `${one}${two}`,
]

/** The part before the @ as people choose it. Nobody of this name exists at our domains. */
export function inventedName(random: RandomBytes): string {
  const bytes = random(6)
  const of = (list: string, at: number) => list.split(' ')[bytes[at]! % 16]!
  const shape = shapes[bytes[2]! % shapes.length]!
  return shape(of(given, 0), of(family, 1), bytes.readUInt16BE(3))
}
