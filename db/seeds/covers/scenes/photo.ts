import { mix } from '../inks.ts'
import { circle, n, path, rect, ridge, type Sheet, times, wiped } from '../sheet.ts'

/** Islands behind islands in the first light; a long exposure. */
export function islands(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const horizon = height * 0.56
  const far = times(4, (index) => {
    const colour = mix(mix(inks.far, '#f3d3b4', 0.4), inks.second, 0.15 + index * 0.22)
    const x = width * chance.between(-0.1, 0.8)
    const wide = width * chance.between(0.35, 0.7)
    const tall = height * chance.between(0.05, 0.13)
    const y = horizon + index * height * 0.012
    return path(
      `M${n(x)} ${n(y)}Q${n(x + wide * 0.25)} ${n(y - tall * 1.3)} ${n(x + wide * 0.48)} ${n(y - tall)}T${n(x + wide)} ${n(y)}z`,
      `fill="${colour}" filter="url(#soft${index > 1 ? 1 : 2})"`,
    )
  })
  return (
    `<defs>${blur('soft1', 1.5)}${blur('soft2', 4)}${wiped('dawn', { from: [inks.near, 1], to: ['#f7dcbf', 1] })}${wiped('water', { from: ['#f3d9be', 1], to: [inks.main, 1] })}</defs>` +
    rect(0, 0, width, horizon, 'url(#dawn)') +
    rect(0, horizon, width, height - horizon, 'url(#water)') +
    circle(
      width * chance.between(0.3, 0.7),
      horizon - height * 0.09,
      width * 0.04,
      'fill="#fff3df"',
    ) +
    far +
    times(34, () =>
      rect(
        chance.between(-100, width),
        chance.between(horizon + 20, height),
        chance.between(80, 420),
        2.5,
        '#ffffff2b',
      ),
    ) +
    leak(sheet)
  )
}

/** A road between walls of snow. */
export function snowWalls(sheet: Sheet): string {
  const { width, height, chance } = sheet
  const vx = width * chance.between(0.42, 0.58)
  const vy = height * 0.56
  const wall = (side: 0 | 1) => {
    const edge = side * width
    const shade = side === 0 ? 'url(#left)' : 'url(#right)'
    const strata = times(11, (index) => {
      const y0 = height * (0.02 + index * 0.095)
      return path(
        `M${n(edge)} ${n(y0)}L${n(vx)} ${n(vy - 60 + index * 9)}`,
        `stroke="#8ea6bd" stroke-width="${n(chance.between(1, 4))}" opacity="0.35" fill="none"`,
      )
    })
    return (
      path(
        `M${n(edge)} ${n(height * 0.06)}L${n(vx)} ${n(vy - 70)}V${n(vy + 40)}L${n(edge)} ${n(height * 1.02)}z`,
        `fill="${shade}"`,
      ) + strata
    )
  }
  return (
    `<defs>${wiped('blue', { from: ['#2f6aa8', 1], to: ['#b7d3ea', 1] })}` +
    `${wiped('left', { from: ['#eef3f7', 1], to: ['#b9cadb', 1], turn: 0 })}` +
    `${wiped('right', { from: ['#8fa9c3', 1], to: ['#d3dfea', 1], turn: 0 })}</defs>` +
    rect(0, 0, width, height, 'url(#blue)') +
    path(`M0 ${height}L${n(vx)} ${n(vy)}L${width} ${height}z`, 'fill="#5d6a78"') +
    wall(0) +
    wall(1) +
    times(6, (index) => {
      const y = vy + 40 + index * index * 24
      return rect(vx - 2 - index, y, 4 + index * 2, 14 + index * 9, '#f2f4f5')
    })
  )
}

/** Lamps out of focus over a wet street. */
export function bokeh(sheet: Sheet): string {
  const { width, height, chance } = sheet
  const colours = ['#f2b456', '#e8744a', '#f4dfae', '#6fb3c7', '#c95560'] as const
  const spots = times(38, () => {
    const x = chance.between(0, width)
    const y = height * 0.1 + chance.between(0, 1) ** 0.7 * height * 0.5
    const r = chance.between(14, 66)
    const colour = chance.pick(colours)
    return (
      circle(x, y, r, `fill="${colour}" opacity="${n(chance.between(0.2, 0.7))}"`) +
      `<ellipse cx="${n(x)}" cy="${n(height * 1.32 - y * 0.9)}" rx="${n(r * 0.6)}" ry="${n(r * 2.4)}" fill="${colour}" opacity="0.16"/>`
    )
  })
  return (
    `<defs>${wiped('night', { from: ['#10131f', 1], to: ['#2b2a3c', 1] })}${blur('b', 2)}</defs>` +
    rect(0, 0, width, height, 'url(#night)') +
    rect(0, height * 0.63, width, height * 0.37, '#0c0e17') +
    `<g filter="url(#b)">${spots}</g>`
  )
}

/** Planks, square to the camera. */
export function planks(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const boards = 6
  const tall = height / boards
  const grain =
    '<filter id="grain" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency="0.003 0.11" numOctaves="3" seed="7"/>' +
    '<feColorMatrix values="0 0 0 0 0.16  0 0 0 0 0.1  0 0 0 0 0.06  0.9 0 0 0 -0.28"/></filter>'
  return (
    `<defs>${grain}</defs>` +
    times(boards, (index) => {
      const tone = mix(inks.near, inks.main, chance.between(0.1, 0.9))
      return (
        rect(0, index * tall, width, tall - 5, tone) +
        times(3, () =>
          circle(
            chance.between(40, width - 40),
            index * tall + tall * chance.between(0.2, 0.8),
            5,
            `fill="${inks.second}"`,
          ),
        )
      )
    }) +
    `<rect width="${width}" height="${height}" filter="url(#grain)"/>` +
    times(boards, (index) => rect(0, index * tall - 5, width, 6, inks.ink))
  )
}

/** A tiled wall from near by, in black and white, the sun from the side. */
export function wall(sheet: Sheet): string {
  const { width, height, chance } = sheet
  const u = width / 5.2
  const tile = (x: number, y: number) => {
    const tone = mix('#2b2e33', '#50555c', chance.between(0, 1))
    const half = u / 2
    const d = `M${n(x)} ${n(y - half)}L${n(x + half)} ${n(y)}L${n(x)} ${n(y + half)}L${n(x - half)} ${n(y)}z`
    return path(d, `fill="${tone}"`)
  }
  const joint = (d: string) =>
    path(
      d,
      'fill="none" stroke="#26282c" stroke-width="38" transform="translate(7 11)" opacity="0.6"',
    ) +
    path(d, 'fill="none" stroke="#d9d9d6" stroke-width="34"') +
    path(d, 'fill="none" stroke="#f6f6f3" stroke-width="12" transform="translate(-5 -6)"')
  const tiles = times(16 * 12, (index) => {
    const column = index % 16
    const line = Math.floor(index / 16)
    return tile((column - 1) * (u / 2), (line - 1) * u + (column % 2) * (u / 2))
  })
  const down = times(
    14,
    (index) =>
      `M${n((index - 7) * u)} ${n(-u)}L${n((index - 7) * u + height + u * 2)} ${n(height + u)}`,
  )
  const up = times(
    14,
    (index) =>
      `M${n((index - 1) * u)} ${n(-u)}L${n((index - 1) * u - height - u * 2)} ${n(height + u)}`,
  )
  return (
    `<defs>${wiped('side', { from: ['#000000', 0], to: ['#000000', 0.55], turn: 0 })}</defs>` +
    rect(0, 0, width, height, '#3a3d42') +
    tiles +
    joint(down) +
    joint(up) +
    rect(0, 0, width, height, 'url(#side)')
  )
}

/** A pier going out into fog. */
export function fog(sheet: Sheet): string {
  const { width, height, chance } = sheet
  const posts = times(9, (index) => {
    const share = index / 8
    const x = width * (0.2 + share * 0.42)
    const y = height * (0.86 - share * 0.3)
    const tall = height * (0.2 - share * 0.155)
    const colour = mix('#2c3a44', '#c7d0d4', share ** 0.8)
    return (
      rect(x, y - tall, 18 - share * 13, tall, colour) +
      rect(x, y + 4, 18 - share * 13, tall * 0.5, `${colour}40`)
    )
  })
  return (
    `<defs>${wiped('fog', { from: ['#dfe4e4', 1], to: ['#9fb2ba', 1] })}</defs>` +
    rect(0, 0, width, height, 'url(#fog)') +
    path(
      ridge({ ...sheet, height: height * 0.8 }, { at: 0.62, swing: 0.06 }),
      'fill="#cdd6d8" opacity="0.6"',
    ) +
    rect(0, height * 0.58, width, height * 0.42, '#b4c3c9') +
    rect(0, height * 0.56, width, height * 0.08, '#cbd5d8aa') +
    posts +
    times(16, () =>
      rect(
        chance.between(0, width),
        chance.between(height * 0.66, height),
        chance.between(60, 260),
        2,
        '#ffffff50',
      ),
    )
  )
}

/** Warm light through a badly closed camera. */
function leak({ width, height, chance }: Sheet): string {
  const x = chance.often(0.5) ? 0 : width
  return (
    `<defs><radialGradient id="leak" cx="0.5" cy="0.5" r="0.5"><stop offset="0" stop-color="#ff8a3c" stop-opacity="0.6"/><stop offset="1" stop-color="#ff8a3c" stop-opacity="0"/></radialGradient></defs>` +
    `<ellipse cx="${x}" cy="${n(height * chance.between(0.15, 0.8))}" rx="${n(width * 0.32)}" ry="${n(height * 0.55)}" fill="url(#leak)"/>`
  )
}

function blur(id: string, amount: number): string {
  return `<filter id="${id}"><feGaussianBlur stdDeviation="${amount}"/></filter>`
}
