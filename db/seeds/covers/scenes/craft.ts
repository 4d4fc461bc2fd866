import { mix } from '../inks.ts'
import { allPatterns, asanoha, kanoko, seigaiha, shippo } from '../patterns.ts'
import { circle, line, n, path, rect, ridge, type Sheet, times, wiped } from '../sheet.ts'

/** A length of tied and dyed cloth hung out to dry. */
export function dyed(sheet: Sheet): string {
  const { width, height, inks } = sheet
  const wide = width * 0.22
  const kinds = [kanoko, asanoha, shippo] as const
  const lengths = times(3, (index) => {
    const x = width * (0.08 + index * 0.25)
    const long = height * (0.56 + (index % 2) * 0.1)
    const kind = kinds[index] ?? kanoko
    const id = `cloth${index}`
    return (
      `<defs>${kind(id, width / 16, index === 1 ? inks.second : inks.main, mix(inks.paper, inks.far, 0.2))}</defs>` +
      rect(x, height * 0.3, wide, long, `url(#${id})`) +
      rect(x, height * 0.3 + long, wide, height * 0.02, inks.paper)
    )
  })
  return (
    rect(0, 0, width, height, inks.far) +
    circle(width * 0.24, height * 0.16, width * 0.08, `fill="${inks.accent}"`) +
    rect(0, height * 0.285, width, 18, inks.ink) +
    lengths
  )
}

/** Twelve patterns, sewn together. */
export function patchwork(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const columns = 3
  const u = width / columns
  const grounds = [inks.main, inks.far, inks.second, inks.near, inks.paper] as const
  return (
    rect(0, 0, width, height, inks.paper) +
    times(columns * Math.ceil(height / u), (index) => {
      const kind = allPatterns[index % allPatterns.length] ?? seigaiha
      const ground = grounds[(index * 2) % grounds.length] ?? inks.main
      const dark = ground === inks.main || ground === inks.second
      const figure = index === 4 ? inks.accent : dark ? inks.paper : inks.main
      const x = (index % columns) * u
      const y = Math.floor(index / columns) * u
      return `<defs>${kind(`p${index}`, u / chance.pick([5, 6]), ground, figure)}</defs>${rect(x, y, u, u, `url(#p${index})`)}`
    }) +
    times(columns - 1, (index) =>
      line((index + 1) * u, 0, (index + 1) * u, height, `stroke="${inks.paper}" stroke-width="8"`),
    ) +
    times(Math.ceil(height / u), (index) =>
      line(0, (index + 1) * u, width, (index + 1) * u, `stroke="${inks.paper}" stroke-width="8"`),
    )
  )
}

/** A twisted rope of straw with paper streamers. */
export function rope(sheet: Sheet): string {
  const { width, height, inks } = sheet
  const cx = width / 2
  const cy = height * 0.54
  const r = width * 0.27
  const twist = times(38, (index) => {
    const turn = (index / 38) * Math.PI * 2
    const x = cx + Math.cos(turn) * r
    const y = cy + Math.sin(turn) * r
    const degrees = (turn * 180) / Math.PI
    return `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(width * 0.062)}" ry="${n(width * 0.026)}" fill="${index % 2 ? inks.near : mix(inks.near, inks.main, 0.45)}" transform="rotate(${n(degrees + 38)} ${n(x)} ${n(y)})"/>`
  })
  const streamer = (x: number) =>
    path(
      `M${n(x)} ${n(cy + r)}v70l-46 22l46 22v70l-46 22l46 22v50h-40v-36l-44 -20v-74l44 -20v-128z`,
      `fill="#fff" stroke="${inks.far}" stroke-width="3"`,
    )
  return (
    rect(0, 0, width, height, inks.far) +
    `<defs>${wiped('warm', { from: [inks.accent, 0.5], to: [inks.accent, 0] })}</defs>` +
    rect(0, 0, width, height * 0.4, 'url(#warm)') +
    streamer(cx - width * 0.1) +
    streamer(cx + width * 0.15) +
    twist +
    circle(cx, cy - r, width * 0.06, `fill="${inks.accent}"`) +
    path(
      `M${n(cx)} ${n(cy - r - 50)}q-90 -60 -150 -20q60 50 150 20q90 -60 150 -20q-60 50 -150 20z`,
      `fill="${inks.second}"`,
    )
  )
}

/** Skies washed on small squares of paper. */
export function skies(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const columns = 3
  const u = width / (columns + 0.6)
  const tones = [inks.main, inks.second, inks.near, inks.ink] as const
  const squares = times(columns * 4, (index) => {
    const x = u * 0.3 + (index % columns) * u + u * 0.05
    const y = height * 0.3 + Math.floor(index / columns) * u * 0.93
    const id = `air${index}`
    const tone = chance.pick(tones)
    const down = chance.often(0.5)
    const wash = wiped(
      id,
      down
        ? { from: [tone, 0.95], to: [inks.far, 0.4] }
        : { from: [inks.far, 0.4], to: [tone, 0.95] },
    )
    const size = u * 0.9
    const disc = chance.often(0.45)
      ? circle(
          x + size * chance.between(0.25, 0.75),
          y + size * chance.between(0.25, 0.7),
          size * 0.12,
          `fill="${index === 4 ? inks.accent : inks.paper}"`,
        )
      : times(5, (cloud) =>
          rect(
            x + size * chance.between(0, 0.5),
            y + size * (0.2 + cloud * 0.14),
            size * chance.between(0.2, 0.45),
            size * 0.035,
            inks.paper,
          ),
        )
    return `<defs>${wash}</defs>${rect(x, y, size, size * 0.93, inks.paper)}${rect(x, y, size, size * 0.93, `url(#${id})`)}${disc}`
  })
  return rect(0, 0, width, height, mix(inks.paper, inks.far, 0.35)) + squares
}

/** Hills of water and colour, one wash laid over another. */
export function washes(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const colours = [inks.near, inks.main, inks.near, inks.second] as const
  const hills = colours.map((colour, index) =>
    times(3, (layer) => {
      const d = ridge(sheet, { at: 0.58 + index * 0.1 + layer * 0.012, swing: 0.12, jags: 1 })
      return path(d, `fill="${colour}" opacity="0.36"`)
    }),
  )
  const sun = times(3, (layer) =>
    blob(
      width * 0.7,
      height * 0.5,
      width * (0.15 - layer * 0.02),
      chance,
      `fill="${inks.accent}" opacity="0.4"`,
    ),
  )
  return rect(0, 0, width, height, inks.paper) + sun + hills.join('')
}

/** A road with its stations, drawn by hand. */
export function roadMap(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const points = Array.from({ length: 12 }, (_, index) => ({
    x: width * (0.5 + Math.sin(index * 1.15 + 0.6) * 0.32 + chance.between(-0.03, 0.03)),
    y: height * (0.94 - index * 0.054),
  }))
  const d = points
    .map((point, index) => {
      const before = points[index - 1]
      if (!before) return `M${n(point.x)} ${n(point.y)}`
      const mid = (before.y + point.y) / 2
      return `C${n(before.x)} ${n(mid)} ${n(point.x)} ${n(mid)} ${n(point.x)} ${n(point.y)}`
    })
    .join('')
  const peaks = times(15, () => {
    const x = chance.between(30, width - 90)
    const y = chance.between(height * 0.36, height * 0.95)
    const s = chance.between(22, 46)
    return path(
      `M${n(x)} ${n(y)}l${n(s)} ${n(-s * 1.5)}l${n(s)} ${n(s * 1.5)}`,
      `fill="${inks.far}" stroke="${inks.main}" stroke-width="5" stroke-linejoin="round"`,
    )
  })
  return (
    rect(0, 0, width, height, inks.paper) +
    peaks +
    path(d, `fill="none" stroke="${inks.paper}" stroke-width="34"`) +
    path(d, `fill="none" stroke="${inks.second}" stroke-width="9" stroke-dasharray="26 12"`) +
    points
      .map(({ x, y }, index) =>
        circle(
          x,
          y,
          index === 11 ? 22 : 14,
          `fill="${index === 11 ? inks.accent : inks.paper}" stroke="${inks.second}" stroke-width="7"`,
        ),
      )
      .join('')
  )
}

/** Squared paper, with one line drawn on it. */
export function squared(sheet: Sheet): string {
  const { width, height, inks } = sheet
  const u = width / 30
  return (
    rect(0, 0, width, height, inks.paper) +
    times(31, (index) =>
      line(
        index * u,
        0,
        index * u,
        height,
        `stroke="${inks.near}" stroke-width="${index % 5 === 0 ? 4 : 1.5}"`,
      ),
    ) +
    times(Math.ceil(height / u), (index) =>
      line(
        0,
        index * u,
        width,
        index * u,
        `stroke="${inks.near}" stroke-width="${index % 5 === 0 ? 4 : 1.5}"`,
      ),
    ) +
    path(
      `M${n(u * 5)} ${n(u * 35)}L${n(u * 15)} ${n(u * 15)}L${n(u * 25)} ${n(u * 35)}z`,
      `fill="${inks.far}" stroke="${inks.main}" stroke-width="9"`,
    ) +
    circle(u * 15, u * 28, u * 5, `fill="none" stroke="${inks.accent}" stroke-width="9"`)
  )
}

function blob(
  x: number,
  y: number,
  r: number,
  chance: Sheet['chance'],
  attributes: string,
): string {
  const points = Array.from({ length: 9 }, (_, index) => {
    const turn = (index / 9) * Math.PI * 2
    const far = r * chance.between(0.82, 1.16)
    return [x + Math.cos(turn) * far, y + Math.sin(turn) * far] as const
  })
  const middles = points.map((point, index) => {
    const next = points[(index + 1) % points.length] ?? point
    return [(point[0] + next[0]) / 2, (point[1] + next[1]) / 2] as const
  })
  const start = middles.at(-1) ?? [x, y]
  const d = points
    .map(
      (point, index) =>
        `Q${n(point[0])} ${n(point[1])} ${n(middles[index]?.[0] ?? x)} ${n(middles[index]?.[1] ?? y)}`,
    )
    .join('')
  return path(`M${n(start[0])} ${n(start[1])}${d}z`, attributes)
}
