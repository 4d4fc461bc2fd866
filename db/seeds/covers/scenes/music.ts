import { mix } from '../inks.ts'
import { circle, line, n, path, rect, type Sheet, times, wiped } from '../sheet.ts'

/** Five lines flowing like water, and notes upon them. */
export function staves(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const phase = chance.between(0, Math.PI)
  const wave = (x: number) => Math.sin((x / width) * Math.PI * 1.7 + phase) * height * 0.075
  const systems = times(3, (system) => {
    const base = height * (0.46 + system * 0.18)
    const gap = height * 0.019
    const lines = times(5, (index) =>
      path(
        curve(width, (x) => base + index * gap + wave(x) * (1 - system * 0.25)),
        `fill="none" stroke="${inks.second}" stroke-width="3"`,
      ),
    )
    const notes = times(8, (index) => {
      const x = width * (0.08 + index * 0.115 + chance.between(-0.015, 0.015))
      const step = chance.whole(-1, 8)
      const y = base + (step * gap) / 2 + wave(x) * (1 - system * 0.25)
      const colour = system === 1 && index === 4 ? inks.accent : inks.ink
      return note(x, y, gap * 0.68, step > 3, colour)
    })
    return lines + notes
  })
  return (
    `<defs>${wiped('air', { from: [inks.near, 1], to: [inks.paper, 1] })}</defs>` +
    rect(0, 0, width, height, inks.paper) +
    rect(0, 0, width, height * 0.42, 'url(#air)') +
    systems
  )
}

/** Rain that falls as a score. */
export function rainScore(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const drops = times(120, () => {
    const x = chance.between(0, width)
    const y = chance.between(-60, height * 0.82)
    const long = chance.between(40, 190)
    return line(
      x,
      y,
      x - long * 0.12,
      y + long,
      `stroke="${mix(inks.near, inks.paper, chance.between(0, 0.5))}" stroke-width="3"`,
    )
  })
  const rings = times(8, (index) => {
    const x = width * chance.between(0.06, 0.94)
    const y = height * (0.83 + (index % 4) * 0.042)
    return times(
      3,
      (ring) =>
        `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(22 + ring * 26)}" ry="${n(6 + ring * 7)}" fill="none" stroke="${inks.paper}" stroke-width="3" opacity="${n(0.9 - ring * 0.25)}"/>`,
    )
  })
  const umbrella = parasol(width * 0.34, height * 0.66, width * 0.2, sheet)
  return (
    rect(0, 0, width, height, inks.main) +
    rect(0, height * 0.8, width, height * 0.2, inks.second) +
    drops +
    rings +
    umbrella
  )
}

/** Sound going out in rings from one point. */
export function rings(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const cx = width * chance.between(0.34, 0.5)
  const cy = height * chance.between(0.55, 0.66)
  const count = 17
  return (
    rect(0, 0, width, height, inks.second) +
    times(count, (index) => {
      const share = 1 - index / count
      const colour = mix(
        inks.second,
        index % 2 === 0 ? inks.near : inks.main,
        0.35 + 0.65 * (1 - share),
      )
      return circle(
        cx,
        cy,
        width * 0.06 + share * width * 0.72,
        `fill="${colour}" stroke="${inks.second}" stroke-width="${n(2 + share * 5)}"`,
      )
    }) +
    circle(cx, cy, width * 0.06, `fill="${inks.accent}"`)
  )
}

/** Lit windows of a train crossing the night. */
export function nightTrain(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const y = height * 0.56
  const tall = height * 0.13
  const stars = times(70, () =>
    circle(
      chance.between(0, width),
      chance.between(0, height * 0.5),
      chance.between(1, 3.4),
      `fill="${inks.paper}" opacity="${n(chance.between(0.3, 1))}"`,
    ),
  )
  const windows = times(9, (index) =>
    rect(
      width * (-0.02 + index * 0.125),
      y + tall * 0.2,
      width * 0.078,
      tall * 0.34,
      index === 5 ? inks.paper : inks.accent,
    ),
  )
  const piers = times(5, (index) => {
    const x = width * (0.02 + index * 0.24)
    return rect(x, y + tall, width * 0.035, height, inks.ink)
  })
  return (
    `<defs>${wiped('dark', { from: [inks.second, 1], to: [inks.far, 1] })}</defs>` +
    rect(0, 0, width, height, 'url(#dark)') +
    stars +
    circle(width * 0.25, height * 0.26, width * 0.095, `fill="${inks.paper}"`) +
    path(
      `M0 ${n(height * 0.7)}Q${n(width * 0.3)} ${n(height * 0.5)} ${n(width * 0.6)} ${n(height * 0.66)}T${width} ${n(height * 0.6)}V${height}H0z`,
      `fill="${inks.main}"`,
    ) +
    rect(0, y, width, tall, inks.ink) +
    windows +
    rect(0, y + tall, width, height * 0.014, inks.ink) +
    piers +
    rect(0, height * 0.88, width, height * 0.12, mix(inks.main, inks.ink, 0.6))
  )
}

/** Strings side by side, one of them sounding. */
export function strings(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const sounding = chance.whole(4, 8)
  return (
    rect(0, 0, width, height, inks.paper) +
    rect(0, height * 0.36, width, height * 0.64, mix(inks.near, inks.main, 0.25)) +
    times(13, (index) => {
      const x = width * (0.07 + index * 0.072)
      if (index === sounding) {
        return times(3, (swing) =>
          path(
            `M${n(x)} ${n(height * 0.36)}Q${n(x + (swing - 1) * 46)} ${n(height * 0.68)} ${n(x)} ${height}`,
            `fill="none" stroke="${inks.accent}" stroke-width="5"`,
          ),
        )
      }
      return line(x, height * 0.36, x, height, `stroke="${inks.paper}" stroke-width="4"`)
    }) +
    times(13, (index) =>
      path(
        `M${n(width * (0.07 + index * 0.072))} ${n(height * (0.48 + index * 0.024))}l-18 44h36z`,
        `fill="${inks.second}"`,
      ),
    )
  )
}

/** Grasses under a moon, and the insects one hears but does not see. */
export function moonGrass(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const blades = times(46, () => {
    const x = chance.between(-40, width)
    const tall = height * chance.between(0.18, 0.5)
    const lean = chance.between(40, 190)
    const colour = mix(inks.second, inks.near, chance.between(0, 0.7))
    return path(
      `M${n(x)} ${height}Q${n(x + lean * 0.1)} ${n(height - tall * 0.6)} ${n(x + lean)} ${n(height - tall)}`,
      `fill="none" stroke="${colour}" stroke-width="${n(chance.between(4, 9))}" stroke-linecap="round"`,
    )
  })
  return (
    rect(0, 0, width, height, inks.main) +
    circle(width * 0.66, height * 0.55, width * 0.2, `fill="${inks.paper}"`) +
    blades +
    times(5, () =>
      circle(
        chance.between(width * 0.1, width * 0.9),
        chance.between(height * 0.6, height * 0.9),
        8,
        `fill="${inks.accent}"`,
      ),
    )
  )
}

function curve(width: number, y: (x: number) => number): string {
  const points = Array.from({ length: 41 }, (_, index) => (index * width) / 40)
  return `M${points.map((x) => `${n(x)} ${n(y(x))}`).join('L')}`
}

function note(x: number, y: number, size: number, up: boolean, fill: string): string {
  const head = `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(size * 1.25)}" ry="${n(size)}" transform="rotate(-20 ${n(x)} ${n(y)})" fill="${fill}"/>`
  const side = up ? size * 1.1 : -size * 1.1
  return (
    head +
    line(
      x + side,
      y,
      x + side,
      y + (up ? -1 : 1) * size * 6.4,
      `stroke="${fill}" stroke-width="4.5"`,
    )
  )
}

function parasol(x: number, y: number, size: number, { inks }: Sheet): string {
  const ribs = times(7, (index) => {
    const at = x - size + (index * size) / 3
    return path(
      `M${n(x)} ${n(y - size * 0.95)}Q${n((x + at) / 2)} ${n(y - size * 0.8)} ${n(at)} ${n(y)}`,
      `fill="none" stroke="${inks.paper}" stroke-width="4"`,
    )
  })
  return (
    path(
      `M${n(x - size)} ${n(y)}Q${n(x - size * 0.8)} ${n(y - size * 0.95)} ${n(x)} ${n(y - size * 0.95)}T${n(x + size)} ${n(y)}Q${n(x)} ${n(y - size * 0.24)} ${n(x - size)} ${n(y)}z`,
      `fill="${inks.accent}"`,
    ) +
    ribs +
    line(x, y - size * 1.06, x, y + size * 0.95, `stroke="${inks.ink}" stroke-width="8"`)
  )
}
