import { mix } from '../inks.ts'
import { namako, seigaiha } from '../patterns.ts'
import { circle, line, n, path, rect, ridge, type Sheet, sky, times, wiped } from '../sheet.ts'

/** Ridge behind ridge, each wiped into mist, and one sun or moon. */
export function mountains(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const layers = 5
  const hills = times(layers, (index) => {
    const share = index / (layers - 1)
    const colour = mix(inks.far, inks.second, share ** 1.2)
    const id = `hill${index}`
    const d = ridge(sheet, { at: 0.46 + share * 0.4, swing: 0.15 - share * 0.05, jags: 2 + index })
    const mist = wiped(id, { from: [colour, 1], to: [mix(colour, inks.paper, 0.75), 1] })
    return `<defs>${mist}</defs>${path(d, `fill="url(#${id})"`)}`
  })
  const sun = circle(
    width * chance.between(0.2, 0.5),
    height * chance.between(0.24, 0.34),
    width * 0.105,
    `fill="${inks.accent}"`,
  )
  return sky(sheet, inks.near, 0.3) + sun + hills + birds(sheet)
}

/** A sea of scales under a wide sky, one small boat. */
export function scaleSea(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const horizon = height * chance.between(0.52, 0.6)
  const pattern = seigaiha('scales', width / 14, inks.main, mix(inks.paper, inks.far, 0.3))
  const shade = wiped('deep', { from: [inks.second, 0], to: [inks.second, 0.75] })
  const boat = sail(width * chance.between(0.18, 0.42), horizon, width * 0.13, sheet)
  return (
    sky(sheet, inks.near, 0.4) +
    circle(
      width * chance.between(0.2, 0.45),
      horizon - height * 0.14,
      width * 0.15,
      `fill="${inks.accent}"`,
    ) +
    `<defs>${pattern}${shade}</defs>` +
    boat +
    rect(0, horizon, width, height - horizon, 'url(#scales)') +
    rect(0, horizon, width, height - horizon, 'url(#deep)')
  )
}

/** A house with lit windows in falling snow. */
export function snowHouse(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const ground = height * 0.82
  const moonX = width * chance.between(0.16, 0.42)
  const moonY = height * chance.between(0.16, 0.3)
  const dusk = mix(inks.far, inks.main, 0.5)
  const hills = ridge(sheet, { at: chance.between(0.54, 0.66), swing: 0.14 })
  return (
    `<defs>${wiped('dark', { from: [inks.second, 1], to: [dusk, 1] })}</defs>` +
    rect(0, 0, width, height, 'url(#dark)') +
    circle(moonX, moonY, width * chance.between(0.06, 0.11), `fill="${inks.paper}"`) +
    path(hills, `fill="${mix(inks.main, inks.near, 0.5)}"`) +
    pines(sheet, ground) +
    house(sheet, ground) +
    path(ridge(sheet, { at: 0.83, swing: 0.03, jags: 1 }), 'fill="#f4f5f4"') +
    path(ridge(sheet, { at: 0.91, swing: 0.03, jags: 1 }), 'fill="#e1e7ec"') +
    flakes(sheet)
  )
}

function house({ width, height, chance, inks }: Sheet, ground: number): string {
  const left = width * chance.between(0.08, 0.2)
  const wide = width * chance.between(0.5, 0.66)
  const floors = chance.whole(1, 3)
  const columns = chance.whole(3, 5)
  const eaves = ground - height * (0.075 * floors + 0.06)
  const top = eaves - height * chance.between(0.1, 0.17)
  const right = left + wide + 50
  const roof = `M${n(left - 50)} ${n(eaves)}L${n(left + wide * 0.5)} ${n(top)}L${n(right)} ${n(eaves)}v32H${n(left - 50)}z`
  const cell = wide / columns
  const windows = times(columns * floors, (index) => {
    const x = left + (index % columns) * cell + cell * 0.22
    const y = eaves + height * (0.045 + Math.floor(index / columns) * 0.072)
    const middle = x + cell * 0.28
    const glass = chance.often(0.7) ? '#f2c36b' : inks.near
    return (
      rect(x, y, cell * 0.56, height * 0.05, glass) +
      line(middle, y, middle, y + height * 0.05, `stroke="${inks.second}" stroke-width="4"`)
    )
  })
  const wall = rect(left, eaves, wide, ground - eaves, inks.second)
  return wall + path(roof, 'fill="#f4f5f4"') + windows
}

function flakes({ width, height, chance }: Sheet): string {
  return times(170, () => {
    const opacity = n(chance.between(0.4, 1))
    const [x, y] = [chance.between(0, width), chance.between(0, height)]
    return circle(x, y, chance.between(1.5, 6), `fill="#fff" opacity="${opacity}"`)
  })
}

function pines({ width, height, chance, inks }: Sheet, ground: number): string {
  return times(chance.whole(3, 7), () => {
    const x = chance.between(0, width)
    const tall = height * chance.between(0.1, 0.26)
    const wide = tall * 0.36
    const top = ground - tall
    const d = `M${n(x)} ${n(top)}L${n(x + wide * 0.5)} ${n(ground)}H${n(x - wide * 0.5)}z`
    return path(d, `fill="${inks.ink}" opacity="0.8"`)
  })
}

/** A storehouse: plaster above, tiles crosswise below, and a cat who lives there. */
export function storehouse(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const left = width * 0.1
  const wide = width * 0.66
  const top = height * 0.5
  const ground = height * 0.88
  const dado = height * 0.7
  const eaves = `M${n(left - 60)} ${n(top)}L${n(left + wide / 2)} ${n(height * 0.34)}L${n(left + wide + 60)} ${n(top)}l0 26L${n(left + wide / 2)} ${n(height * 0.385)}L${n(left - 60)} ${n(top + 26)}z`
  const wall = `M${n(left)} ${n(ground)}V${n(top)}L${n(left + wide / 2)} ${n(height * 0.37)}L${n(left + wide)} ${n(top)}V${n(ground)}z`
  const door = rect(
    left + wide * 0.4,
    height * 0.735,
    wide * 0.2,
    ground - height * 0.735,
    inks.second,
  )
  return (
    sky(sheet, inks.near, 0.55) +
    circle(width * 0.2, height * 0.22, width * 0.09, `fill="${inks.accent}"`) +
    path(ridge(sheet, { at: 0.62, swing: 0.12 }), `fill="${inks.far}"`) +
    `<defs>${namako('wall', width / 15, mix(inks.second, inks.ink, 0.4), '#f7f3e8')}</defs>` +
    path(wall, 'fill="#faf7ef"') +
    rect(left, dado, wide, ground - dado, 'url(#wall)') +
    path(eaves, `fill="${inks.ink}"`) +
    rect(left + wide * 0.44, height * 0.5, wide * 0.12, height * 0.055, inks.second) +
    door +
    rect(0, ground, width, height - ground, mix(inks.main, inks.ink, 0.35)) +
    cat(width * chance.between(0.8, 0.86), ground + 8, width * 0.16, inks.ink)
  )
}

/** Shop signs and lamps along a wet street at night. */
export function street(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const ground = height * 0.74
  const shops = times(6, (index) => {
    const wide = width / 6
    const tall = height * chance.between(0.26, 0.42)
    const x = index * wide
    const lamp = chance.often(0.6) ? inks.accent : inks.far
    return (
      rect(x, ground - tall, wide - 6, tall, mix(inks.second, inks.main, chance.between(0, 1))) +
      rect(x + wide * 0.18, ground - height * 0.12, wide * 0.64, height * 0.12, lamp) +
      rect(x + wide * 0.18, ground, wide * 0.64, height * chance.between(0.08, 0.2), `${lamp}55`) +
      circle(
        x + wide * 0.5,
        ground - tall * 0.72,
        wide * 0.13,
        `fill="${inks.paper}" opacity="0.85"`,
      )
    )
  })
  return (
    rect(0, 0, width, height, inks.ink) +
    circle(width * 0.24, height * 0.16, width * 0.06, `fill="${inks.paper}"`) +
    shops +
    times(26, () => {
      const y = chance.between(ground + 20, height)
      const x = chance.between(0, width)
      return line(
        x,
        y,
        x + chance.between(40, 160),
        y,
        `stroke="${inks.far}" stroke-width="3" opacity="0.4"`,
      )
    })
  )
}

function birds({ width, height, chance, inks }: Sheet): string {
  const x = width * chance.between(0.3, 0.5)
  const y = height * chance.between(0.38, 0.42)
  return times(5, (index) => {
    const bx = x + index * 34 + chance.between(-8, 8)
    const by = y + Math.abs(index - 2) * 16
    return path(
      `M${n(bx - 15)} ${n(by - 7)}Q${n(bx - 6)} ${n(by - 8)} ${n(bx)} ${n(by)}Q${n(bx + 6)} ${n(by - 8)} ${n(bx + 15)} ${n(by - 7)}`,
      `fill="none" stroke="${inks.ink}" stroke-width="3.5" stroke-linecap="round"`,
    )
  })
}

function sail(x: number, y: number, size: number, { inks }: Sheet): string {
  return (
    path(
      `M${n(x)} ${n(y - size * 1.2)}Q${n(x + size * 0.75)} ${n(y - size * 0.7)} ${n(x + size * 0.62)} ${n(y - size * 0.12)}H${n(x)}z`,
      `fill="${inks.paper}"`,
    ) +
    line(x, y - size * 1.25, x, y, `stroke="${inks.ink}" stroke-width="5"`) +
    path(
      `M${n(x - size * 0.6)} ${n(y - size * 0.1)}H${n(x + size * 0.85)}Q${n(x + size * 0.5)} ${n(y + size * 0.2)} ${n(x)} ${n(y + size * 0.2)}Q${n(x - size * 0.42)} ${n(y + size * 0.2)} ${n(x - size * 0.6)} ${n(y - size * 0.1)}z`,
      `fill="${inks.ink}"`,
    )
  )
}

/** A cat sitting with its back to us; `y` is the ground. */
export function cat(x: number, y: number, size: number, fill: string): string {
  const u = size / 10
  const body = `M${n(x - 3 * u)} ${n(y)}Q${n(x - 4 * u)} ${n(y - 6 * u)} ${n(x - 1.7 * u)} ${n(y - 8 * u)}L${n(x - 1.9 * u)} ${n(y - 11.2 * u)}L${n(x - 0.7 * u)} ${n(y - 10 * u)}H${n(x + 0.7 * u)}L${n(x + 1.9 * u)} ${n(y - 11.2 * u)}L${n(x + 1.7 * u)} ${n(y - 8 * u)}Q${n(x + 4 * u)} ${n(y - 6 * u)} ${n(x + 3 * u)} ${n(y)}z`
  const tail = `M${n(x + 2.4 * u)} ${n(y - 0.6 * u)}Q${n(x + 6.5 * u)} ${n(y - 0.4 * u)} ${n(x + 5.6 * u)} ${n(y - 3.6 * u)}`
  return (
    path(body, `fill="${fill}"`) +
    path(tail, `fill="none" stroke="${fill}" stroke-width="${n(1.2 * u)}" stroke-linecap="round"`)
  )
}
