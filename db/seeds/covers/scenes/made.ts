import { mix } from '../inks.ts'
import { column } from '../lettering.ts'
import { circle, line, n, path, rect, type Sheet, times } from '../sheet.ts'

/** A page made of mats that never meet four in one point. */
export function mats(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const u = width / 6
  const cells: readonly (readonly [number, number, number, number])[] = [
    [0, 0, 2, 4],
    [2, 0, 4, 2],
    [2, 2, 2, 4],
    [4, 2, 2, 2],
    [0, 4, 2, 2],
    [4, 4, 2, 4],
    [0, 6, 4, 2],
    [0, 8, 2, 2],
    [2, 8, 4, 2],
  ]
  const tones = [
    inks.far,
    mix(inks.far, inks.near, 0.5),
    mix(inks.far, inks.paper, 0.5),
    inks.near,
  ] as const
  const lit = chance.whole(3, 6)
  return (
    rect(0, 0, width, height, inks.second) +
    cells
      .map(([x, y, w, h], index) => {
        const fill = index === lit ? inks.accent : chance.pick(tones)
        const left = x * u + 7
        const top = y * u + 7
        const rules =
          index === lit
            ? ''
            : times(Math.floor((h * u - 40) / 26), (row) =>
                line(
                  left + 22,
                  top + 28 + row * 26,
                  left + w * u - 36 - chance.between(0, 50),
                  top + 28 + row * 26,
                  `stroke="${inks.main}" stroke-width="3" opacity="0.22"`,
                ),
              )
        return rect(left, top, w * u - 14, h * u - 14, fill) + rules
      })
      .join('')
  )
}

/** A shop curtain over an open door, seen as a page of the web. */
export function noren(sheet: Sheet): string {
  const { width, height, inks } = sheet
  const x = width * 0.1
  const y = height * 0.34
  const w = width * 0.8
  const h = height * 0.56
  const panels = 4
  const wide = w / panels
  const cloth = times(panels, (index) => {
    const left = x + index * wide
    return path(
      `M${n(left + 4)} ${n(y + 70)}H${n(left + wide - 4)}V${n(y + h * 0.58)}Q${n(left + wide / 2)} ${n(y + h * 0.6 + (index % 2) * 16)} ${n(left + 4)} ${n(y + h * 0.58)}z`,
      `fill="${index % 2 ? inks.main : inks.second}"`,
    )
  })
  return (
    rect(0, 0, width, height, inks.far) +
    rect(x - 14, y - 14, w + 28, h + 28, inks.paper).replace('/>', ' rx="14"/>') +
    times(3, (index) =>
      circle(x + 22 + index * 34, y + 18, 9, `fill="${index === 0 ? inks.accent : inks.near}"`),
    ) +
    line(x - 14, y + 46, x + w + 14, y + 46, `stroke="${inks.near}" stroke-width="3"`) +
    rect(x + wide * 0.5, y + h * 0.5, w - wide, h * 0.5, mix(inks.far, inks.accent, 0.18)) +
    rect(x, y + 62, w, 12, inks.ink) +
    cloth +
    circle(
      x + w / 2,
      y + h * 0.34,
      w * 0.13,
      `fill="none" stroke="${inks.paper}" stroke-width="14"`,
    )
  )
}

/** Pages of a site, laid one over the other. */
export function pagesOver(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  return (
    rect(0, 0, width, height, inks.near) +
    times(3, (index) => {
      const w = width * 0.62
      const h = height * 0.4
      const x = width * (0.3 - index * 0.11)
      const y = height * (0.34 + index * 0.1)
      const picture = index === 2 ? inks.accent : chance.pick([inks.main, inks.second, inks.near])
      return (
        rect(x + 10, y + 14, w, h, mix(inks.near, inks.ink, 0.35)) +
        rect(x, y, w, h, inks.paper) +
        rect(x, y, w, h * 0.09, inks.second) +
        rect(x + w * 0.06, y + h * 0.17, w * 0.42, h * 0.42, picture) +
        times(7, (row) =>
          rect(
            x + w * 0.54,
            y + h * (0.18 + row * 0.06),
            w * chance.between(0.22, 0.38),
            h * 0.022,
            inks.near,
          ),
        ) +
        times(3, (box) =>
          rect(x + w * (0.06 + box * 0.305), y + h * 0.67, w * 0.27, h * 0.22, inks.far),
        )
      )
    })
  )
}

/** An abacus with its beads set. */
export function abacus(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const x = width * 0.08
  const y = height * 0.42
  const w = width * 0.84
  const h = height * 0.46
  const rods = 9
  const bead = (bx: number, by: number, fill: string) =>
    path(
      `M${n(bx - 36)} ${n(by)}L${n(bx - 10)} ${n(by - 20)}H${n(bx + 10)}L${n(bx + 36)} ${n(by)}L${n(bx + 10)} ${n(by + 20)}H${n(bx - 10)}z`,
      `fill="${fill}"`,
    )
  const beads = times(rods, (rod) => {
    const bx = x + (w * (rod + 0.5)) / rods
    const down = chance.often(0.5)
    const up = chance.whole(0, 4)
    return (
      line(bx, y, bx, y + h, `stroke="${inks.near}" stroke-width="7"`) +
      bead(bx, y + (down ? h * 0.225 : h * 0.1), rod === 4 ? inks.accent : inks.main) +
      times(4, (index) =>
        bead(bx, y + h * 0.36 + index * 44 + (index >= up ? h * 0.22 : 0), inks.main),
      )
    )
  })
  const bar = `fill="none" stroke="${inks.second}" stroke-width="26"`
  return (
    rect(0, 0, width, height, inks.paper) +
    beads +
    `<rect x="${n(x)}" y="${n(y)}" width="${n(w)}" height="${n(h)}" ${bar}/>` +
    rect(x, y + h * 0.285, w, 15, inks.second)
  )
}

/** Cloth in the making: threads over and under. */
export function cloth(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const count = 15
  const u = width / count
  const tones = [inks.main, inks.second, inks.near, inks.main, inks.accent] as const
  const warp = Array.from({ length: count }, () => chance.pick(tones))
  const weft = Array.from({ length: Math.ceil(height / u) }, () =>
    chance.pick([inks.far, inks.near, inks.paper]),
  )
  const rowsFrom = Math.floor(weft.length * 0.34)
  return (
    rect(0, 0, width, height, inks.paper) +
    warp.map((colour, index) => rect(index * u + u * 0.1, 0, u * 0.8, height, colour)).join('') +
    weft
      .map((colour, row) => {
        if (row < rowsFrom) return ''
        return warp
          .map((_, index) =>
            (row + index) % 2 === 0 ? rect(index * u, row * u + u * 0.1, u, u * 0.8, colour) : '',
          )
          .join('')
      })
      .join('') +
    rect(0, 0, width, rowsFrom * u, inks.paper).replace('/>', ' opacity="0.55"/>')
  )
}

/** Type in a case, one piece in another colour. */
export function typeCase(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const columns = 6
  const u = width / columns
  const kana =
    'いろはにほへとちりぬるをわかよたれそつねならむうゐのおくやまけふこえてあさきゆめみし'
  const rows = Math.ceil(height / u)
  const out = columns * 3 + chance.whole(0, 3)
  return (
    rect(0, 0, width, height, inks.second) +
    times(columns * rows, (index) => {
      const x = (index % columns) * u
      const y = Math.floor(index / columns) * u
      const fill = index === out ? inks.accent : mix(inks.near, inks.far, chance.between(0, 0.9))
      const ink = index === out ? inks.paper : inks.ink
      const letter = [...kana][index % [...kana].length] ?? 'い'
      const size = u * 0.62
      return (
        rect(x + 7, y + 7, u - 14, u - 14, fill) +
        column(letter, { x: x + u / 2, y: y + u * 0.2, size, fill: ink })
      )
    })
  )
}

/** Colours cut from a picture and laid out. */
export function swatches(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const colours = [inks.far, inks.near, inks.main, inks.second, inks.accent]
  return (
    rect(0, 0, width, height, inks.paper) +
    colours
      .map((colour, index) => {
        const y = height * (0.36 + index * 0.12)
        return rect(
          0,
          y,
          width * (0.5 + index * 0.11 + chance.between(0, 0.06)),
          height * 0.11,
          colour,
        )
      })
      .join('')
  )
}

/** Small tools on a grid. */
export function icons(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const stroke = (colour: string) =>
    `fill="none" stroke="${colour}" stroke-width="9" stroke-linecap="round" stroke-linejoin="round"`
  const shapes = [
    'M-40 -10H40L30 44H-30zM-52 -10H52M0 -10V-28M-10 -40a10 10 0 1 0 20 0',
    'M-34 -44V44M-50 -44V-14Q-34 2 -18 -14V-44M30 -44Q50 -10 30 6V44',
    'M-44 -20Q0 60 44 -20zM-20 -48q12 10 0 20M8 -48q12 10 0 20',
    'M-40 40V-6Q-40 -44 0 -44T40 -6V40zM-40 0H40',
    'M-46 0A46 46 0 1 0 46 0A46 46 0 1 0 -46 0M0 -46V46M-46 0H46',
    'M-44 30H44M-30 30Q-30 -34 0 -34T30 30M0 -34V-46',
    'M-20 46V-46M20 46V-46M-20 -46H20',
    'M0 46V-8M0 -8Q-44 -10 -40 -48Q0 -46 0 -8Q0 -46 40 -48Q44 -10 0 -8',
  ] as const
  return (
    rect(0, 0, width, height, inks.far) +
    times(20, (index) => {
      const x = width * (0.17 + (index % 4) * 0.22)
      const y = height * (0.38 + Math.floor(index / 4) * 0.135)
      const colour = index === 6 ? inks.accent : inks.second
      return `<g transform="translate(${n(x)} ${n(y)})">${path(shapes[(index * 3 + chance.whole(0, 1)) % shapes.length] ?? '', stroke(colour))}</g>`
    })
  )
}
