import { circle, line, n, path, rect, times } from './sheet.ts'

/** A traditional pattern as an SVG `<pattern>`, to be filled with `url(#id)`. */
export type Pattern = (id: string, size: number, ground: string, figure: string) => string

/** Waves like fish scales. */
export function seigaiha(id: string, size: number, ground: string, figure: string): string {
  const arcs = (x: number, y: number) =>
    times(4, (ring) =>
      circle(
        x,
        y,
        size * (0.98 - ring * 0.235),
        `fill="${ground}" stroke="${figure}" stroke-width="${n(size * 0.055)}"`,
      ),
    )
  const rows = times(5, (step) => {
    const y = (step - 1) * size * 0.5 + size * 0.5
    const shift = step % 2 === 0 ? 0 : size
    return arcs(shift - size * 2, y) + arcs(shift, y) + arcs(shift + size * 2, y)
  })
  return frame(id, size * 2, size, rect(0, 0, size * 2, size, ground) + rows)
}

/** Hemp leaves. */
export function asanoha(id: string, size: number, ground: string, figure: string): string {
  const height = size * Math.sqrt(3)
  const stroke = `stroke="${figure}" stroke-width="${n(size * 0.045)}" stroke-linecap="round"`
  const star = (x: number, y: number) =>
    times(6, (turn) => {
      const a = (turn * Math.PI) / 3
      const b = a + Math.PI / 6
      const tip = [x + Math.cos(a) * size * 0.5774 * 1.0, y + Math.sin(a) * size * 0.5774] as const
      const side = [x + Math.cos(b) * size * 0.5, y + Math.sin(b) * size * 0.5] as const
      const mid = [x + Math.cos(b) * size * 0.3333, y + Math.sin(b) * size * 0.3333] as const
      const next = [
        x + Math.cos(a + Math.PI / 3) * size * 0.5774,
        y + Math.sin(a + Math.PI / 3) * size * 0.5774,
      ] as const
      return (
        line(x, y, ...tip, stroke) +
        line(x, y, ...mid, stroke) +
        line(...mid, ...tip, stroke) +
        line(...mid, ...next, stroke) +
        line(...tip, ...side, stroke) +
        line(...side, ...next, stroke)
      )
    })
  const body =
    rect(0, 0, size, height, ground) +
    star(0, 0) +
    star(size, 0) +
    star(size / 2, height / 2) +
    star(0, height) +
    star(size, height)
  return frame(id, size, height, body)
}

/** Linked rings, the seven treasures. */
export function shippo(id: string, size: number, ground: string, figure: string): string {
  const ring = `fill="none" stroke="${figure}" stroke-width="${n(size * 0.06)}"`
  const half = size / 2
  const body =
    rect(0, 0, size, size, ground) +
    circle(half, half, half, ring) +
    circle(0, 0, half, ring) +
    circle(size, 0, half, ring) +
    circle(0, size, half, ring) +
    circle(size, size, half, ring)
  return frame(id, size, size, body)
}

/** Arrow feathers. */
export function yagasuri(id: string, size: number, ground: string, figure: string): string {
  const feather = (x: number, y: number) =>
    path(
      `M${n(x)} ${n(y)}l${n(size / 2)} ${n(size / 2)}l${n(size / 2)} ${n(-size / 2)}v${n(size)}l${n(-size / 2)} ${n(size / 2)}l${n(-size / 2)} ${n(-size / 2)}z`,
      `fill="${figure}"`,
    )
  const body =
    rect(0, 0, size * 2, size * 2, ground) +
    feather(0, 0) +
    feather(0, -size * 2) +
    feather(size, -size) +
    feather(size, size)
  return frame(id, size * 2, size * 2, body)
}

/** Tortoise shell. */
export function kikko(id: string, size: number, ground: string, figure: string): string {
  const height = size * Math.sqrt(3)
  const stroke = `fill="none" stroke="${figure}" stroke-width="${n(size * 0.07)}"`
  const cell = (x: number, y: number, r: number) =>
    path(
      `M${times(6, (turn) => {
        const a = (turn * Math.PI) / 3
        return `${turn ? 'L' : ''}${n(x + Math.cos(a) * r)} ${n(y + Math.sin(a) * r)}`
      })}z`,
      stroke,
    )
  const r = size
  const both = (x: number, y: number) => cell(x, y, r) + cell(x, y, r * 0.6)
  const body =
    rect(0, 0, size * 3, height, ground) +
    both(0, 0) +
    both(size * 3, 0) +
    both(0, height) +
    both(size * 3, height) +
    both(size * 1.5, height / 2)
  return frame(id, size * 3, height, body)
}

/** The crosswise joints of a storehouse wall. */
export function namako(id: string, size: number, ground: string, figure: string): string {
  const stroke = `stroke="${figure}" stroke-width="${n(size * 0.13)}"`
  const body =
    rect(0, 0, size, size, ground) +
    line(-size, -size, size * 2, size * 2, stroke) +
    line(size * 2, -size, -size, size * 2, stroke)
  return frame(id, size, size, body)
}

/** Small dots in rows, like tied cloth. */
export function kanoko(id: string, size: number, ground: string, figure: string): string {
  const dot = (x: number, y: number) =>
    circle(x, y, size * 0.2, `fill="none" stroke="${figure}" stroke-width="${n(size * 0.13)}"`)
  const body =
    rect(0, 0, size, size, ground) +
    dot(size / 2, size / 2) +
    dot(0, 0) +
    dot(size, 0) +
    dot(0, size) +
    dot(size, size)
  return frame(id, size, size, body)
}

/** Mountain paths: a steady zigzag. */
export function yamamichi(id: string, size: number, ground: string, figure: string): string {
  const d = `M${n(-size / 2)} ${n(size * 0.75)}L0 ${n(size * 0.25)}L${n(size / 2)} ${n(size * 0.75)}L${n(size)} ${n(size * 0.25)}L${n(size * 1.5)} ${n(size * 0.75)}`
  const stroke = `fill="none" stroke="${figure}" stroke-width="${n(size * 0.14)}"`
  return frame(id, size, size, rect(0, 0, size, size, ground) + path(d, stroke))
}

export const allPatterns: readonly [Pattern, ...Pattern[]] = [
  seigaiha,
  asanoha,
  shippo,
  yagasuri,
  kikko,
  namako,
  kanoko,
  yamamichi,
]

function frame(id: string, width: number, height: number, body: string): string {
  return `<pattern id="${id}" width="${n(width)}" height="${n(height)}" patternUnits="userSpaceOnUse">${body}</pattern>`
}
