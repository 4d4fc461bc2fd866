import { mix } from '../inks.ts'
import { circle, line, n, path, rect, type Sheet, times } from '../sheet.ts'

/** One tall plant from root to flower, as on a herbarium sheet. */
export function specimen(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const x = width * 0.4
  const foot = height * 0.86
  const top = height * 0.2
  const lean = width * chance.between(-0.06, 0.06)
  const leaves = times(9, (index) => {
    const share = index / 9
    const y = foot - (foot - top) * (0.12 + share * 0.72)
    const side = index % 2 === 0 ? 1 : -1
    const size = width * (0.3 - share * 0.15)
    const stemX = x + lean * share
    return leaf(
      stemX,
      y,
      size,
      side * chance.between(28, 50),
      index % 3 === 0 ? inks.second : inks.main,
    )
  })
  const roots = times(7, (index) => {
    const spread = (index - 3) * width * 0.045
    return path(
      `M${n(x)} ${n(foot)}q${n(spread * 0.3)} ${n(height * 0.03)} ${n(spread)} ${n(height * chance.between(0.05, 0.09))}`,
      `fill="none" stroke="${inks.near}" stroke-width="4"`,
    )
  })
  const flower = blossom(x + lean, top, width * 0.1, chance.whole(5, 8), inks.accent, inks.paper)
  const frame = rect(36, 36, width - 72, height - 72, 'none').replace(
    '/>',
    ` stroke="${inks.near}" stroke-width="3"/>`,
  )
  return (
    rect(0, 0, width, height, inks.paper) +
    frame +
    roots +
    path(
      `M${n(x)} ${n(foot)}Q${n(x - lean)} ${n(height * 0.5)} ${n(x + lean)} ${n(top)}`,
      `fill="none" stroke="${inks.second}" stroke-width="9"`,
    ) +
    leaves +
    flower
  )
}

/** Small plants growing out of a paved lane. */
export function lane(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const stones = times(7, (index) => {
    const y = height * (0.72 + index * 0.045)
    return line(
      0,
      y,
      width,
      y + chance.between(-14, 14),
      `stroke="${inks.near}" stroke-width="${4 + index}"`,
    )
  })
  const plants = times(11, (index) => {
    const x = width * (0.06 + index * 0.088)
    const y = height * chance.between(0.72, 0.94)
    const tall = height * chance.between(0.14, 0.4)
    const top = y - tall
    const stem = path(
      `M${n(x)} ${n(y)}Q${n(x + chance.between(-40, 40))} ${n(y - tall / 2)} ${n(x)} ${n(top)}`,
      `fill="none" stroke="${inks.second}" stroke-width="6"`,
    )
    const both = times(4, (pair) => {
      const at = y - tall * (0.2 + pair * 0.19)
      const size = width * (0.11 - pair * 0.016)
      return leaf(x, at, size, 40, inks.main) + leaf(x, at, size, -40, inks.second)
    })
    const head = chance.often(0.55)
      ? blossom(x, top, width * 0.035, 6, index === 4 ? inks.accent : inks.paper, inks.near)
      : circle(x, top, 9, `fill="${inks.second}"`)
    return stem + both + head
  })
  return (
    rect(0, 0, width, height, inks.far) +
    circle(width * 0.26, height * 0.22, width * 0.12, `fill="${inks.paper}"`) +
    rect(0, height * 0.7, width, height * 0.3, mix(inks.far, inks.paper, 0.6)) +
    stones +
    plants
  )
}

/** Birds in rows on bare branches. */
export function birdRows(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const colours = [inks.main, inks.second, inks.near, inks.accent, inks.main] as const
  const rows = times(5, (index) => {
    const y = height * (0.32 + index * 0.145)
    const twig = path(
      `M0 ${n(y)}Q${n(width * 0.5)} ${n(y + chance.between(-26, 26))} ${n(width)} ${n(y + chance.between(-12, 12))}`,
      `fill="none" stroke="${inks.ink}" stroke-width="6"`,
    )
    const flock = times(4, (seat) => {
      const x = width * (0.14 + seat * 0.24 + chance.between(-0.02, 0.02))
      return bird(
        x,
        y,
        width * chance.between(0.085, 0.11),
        chance.often(0.5),
        chance.pick(colours),
        inks,
      )
    })
    return twig + flock
  })
  return rect(0, 0, width, height, inks.paper) + rows
}

/** One flower in a tall vase, a wide wall behind it. */
export function oneFlower(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const x = width * 0.42
  const table = height * 0.84
  const mouth = height * 0.6
  const vase = `M${n(x - 30)} ${n(mouth)}H${n(x + 30)}Q${n(x + 24)} ${n(height * 0.66)} ${n(x + 96)} ${n(height * 0.73)}Q${n(x + 120)} ${n(table)} ${n(x + 50)} ${n(table)}H${n(x - 50)}Q${n(x - 120)} ${n(table)} ${n(x - 96)} ${n(height * 0.73)}Q${n(x - 24)} ${n(height * 0.66)} ${n(x - 30)} ${n(mouth)}z`
  const tipX = x + width * chance.between(-0.14, 0.12)
  const tipY = height * 0.32
  return (
    rect(0, 0, width, height, inks.far) +
    rect(0, table, width, height - table, inks.near) +
    path(
      `M${n(x)} ${n(mouth)}Q${n(x + 16)} ${n(height * 0.46)} ${n(tipX)} ${n(tipY)}`,
      `fill="none" stroke="${inks.second}" stroke-width="10"`,
    ) +
    leaf(x + 6, height * 0.52, width * 0.24, 52, inks.main) +
    leaf(x + 4, height * 0.46, width * 0.18, -48, inks.second) +
    blossom(tipX, tipY, width * 0.125, 7, inks.accent, inks.paper) +
    path(vase, `fill="${inks.second}"`) +
    path(
      `M${n(x - 88)} ${n(height * 0.75)}Q${n(x - 40)} ${n(height * 0.715)} ${n(x + 20)} ${n(height * 0.735)}`,
      `fill="none" stroke="${inks.near}" stroke-width="7" opacity="0.7"`,
    )
  )
}

/** Red berries under snow, for the new year. */
export function berries(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const bunch = (x: number, y: number, count: number) =>
    times(count, (index) => {
      const turn = index * 2.4
      const far = Math.sqrt(index) * width * 0.021
      const bx = x + Math.cos(turn) * far
      const by = y + Math.sin(turn) * far * 1.25
      return circle(
        bx,
        by,
        width * 0.021,
        `fill="${index % 5 === 0 ? mix(inks.accent, inks.paper, 0.25) : inks.accent}"`,
      )
    })
  const stem = (fromX: number, toX: number, toY: number) =>
    path(
      `M${n(fromX)} ${height}Q${n(fromX)} ${n(height * 0.6)} ${n(toX)} ${n(toY)}`,
      `fill="none" stroke="${inks.second}" stroke-width="9"`,
    )
  const leaves = times(16, (index) => {
    const y = height * (0.5 + (index % 8) * 0.058)
    const side = index % 2 === 0 ? 1 : -1
    const x = width * (0.36 + (index < 8 ? 0 : 0.14))
    return leaf(
      x,
      y,
      width * chance.between(0.13, 0.2),
      side * chance.between(48, 86),
      index % 3 ? inks.main : inks.second,
    )
  })
  const flakes = times(60, () =>
    circle(
      chance.between(0, width),
      chance.between(0, height),
      chance.between(3, 9),
      'fill="#fff"',
    ),
  )
  return (
    rect(0, 0, width, height, inks.far) +
    stem(width * 0.4, width * 0.26, height * 0.36) +
    stem(width * 0.46, width * 0.56, height * 0.46) +
    leaves +
    bunch(width * 0.26, height * 0.34, 26) +
    bunch(width * 0.55, height * 0.46, 18) +
    flakes
  )
}

/** Flowers pressed flat, in a ring. */
export function pressed(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const cx = width * 0.42
  const cy = height * 0.56
  const colours = [inks.main, inks.accent, inks.near, inks.second] as const
  const ring = times(14, (index) => {
    const turn = (index / 14) * Math.PI * 2
    const r = width * chance.between(0.28, 0.34)
    const x = cx + Math.cos(turn) * r
    const y = cy + Math.sin(turn) * r
    const degrees = (turn * 180) / Math.PI + 90
    if (index % 2 === 0)
      return blossom(
        x,
        y,
        width * chance.between(0.05, 0.075),
        chance.whole(5, 8),
        chance.pick(colours),
        inks.paper,
      )
    return (
      leaf(x, y, width * 0.17, degrees + 60, inks.main) +
      leaf(x, y, width * 0.14, degrees - 20, inks.second)
    )
  })
  return (
    rect(0, 0, width, height, inks.paper) +
    circle(cx, cy, width * 0.31, `fill="none" stroke="${inks.near}" stroke-width="3"`) +
    ring
  )
}

/** A leaf growing from a point; `turn` in degrees from straight up. */
export function leaf(x: number, y: number, size: number, turn: number, fill: string): string {
  const wide = size * 0.22
  const d = `M0 0Q${n(-wide)} ${n(-size * 0.45)} 0 ${n(-size)}Q${n(wide)} ${n(-size * 0.45)} 0 0z`
  return `<g transform="translate(${n(x)} ${n(y)}) rotate(${n(turn)})">${path(d, `fill="${fill}"`)}${line(0, 0, 0, -size * 0.86, 'stroke="#fff" stroke-width="2.5" opacity="0.35"')}</g>`
}

/** A flower seen from the front. */
export function blossom(
  x: number,
  y: number,
  size: number,
  petals: number,
  fill: string,
  heart: string,
): string {
  const wide = (size * 3.1) / petals
  const petal = `M0 0Q${n(-wide)} ${n(-size * 0.6)} ${n(-wide * 0.3)} ${n(-size)}Q0 ${n(-size * 0.86)} ${n(wide * 0.3)} ${n(-size)}Q${n(wide)} ${n(-size * 0.6)} 0 0z`
  const all = times(petals, (index) =>
    path(
      petal,
      `fill="${fill}" stroke="${heart}" stroke-width="2" transform="rotate(${n((index * 360) / petals)})"`,
    ),
  )
  return `<g transform="translate(${n(x)} ${n(y)})">${all}${circle(0, 0, size * 0.2, `fill="${heart}"`)}</g>`
}

function bird(
  x: number,
  y: number,
  size: number,
  left: boolean,
  fill: string,
  inks: Sheet['inks'],
): string {
  const s = size
  const body = `M${n(-s * 0.9)} ${n(-s * 0.25)}Q${n(-s * 0.3)} ${n(s * 0.06)} ${n(s * 0.2)} 0Q${n(s * 0.62)} ${n(-s * 0.2)} ${n(s * 0.56)} ${n(-s * 0.72)}Q${n(s * 0.5)} ${n(-s * 1.08)} ${n(s * 0.16)} ${n(-s * 1.06)}Q${n(-s * 0.16)} ${n(-s)} ${n(-s * 0.2)} ${n(-s * 0.66)}Q${n(-s * 0.5)} ${n(-s * 0.4)} ${n(-s * 1.3)} ${n(-s * 0.02)}z`
  const wing = `M${n(-s * 0.72)} ${n(-s * 0.28)}Q${n(-s * 0.1)} ${n(-s * 0.2)} ${n(s * 0.12)} ${n(-s * 0.62)}Q${n(-s * 0.3)} ${n(-s * 0.66)} ${n(-s * 0.72)} ${n(-s * 0.28)}z`
  const beak = `M${n(s * 0.52)} ${n(-s * 0.84)}L${n(s * 0.8)} ${n(-s * 0.76)}L${n(s * 0.54)} ${n(-s * 0.68)}z`
  return (
    `<g transform="translate(${n(x)} ${n(y)}) scale(${left ? -1 : 1} 1)">` +
    line(0, 0, 0, s * 0.12, `stroke="${inks.ink}" stroke-width="5"`) +
    path(body, `fill="${fill}"`) +
    path(wing, `fill="${mix(fill, inks.ink, 0.35)}"`) +
    path(beak, `fill="${inks.ink}"`) +
    circle(s * 0.3, -s * 0.84, s * 0.055, `fill="${inks.paper}"`) +
    '</g>'
  )
}
