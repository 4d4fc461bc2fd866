import { mix } from '../inks.ts'
import { circle, n, path, rect, type Sheet, times } from '../sheet.ts'

/** Goldfish seen from above, in a round bowl. */
export function goldfish(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const cx = width * 0.46
  const cy = height * 0.62
  const r = width * 0.42
  const ripples = times(7, (index) =>
    circle(
      cx,
      cy,
      r * (0.94 - index * 0.13),
      `fill="none" stroke="#fff" stroke-width="3" opacity="${n(0.55 - index * 0.06)}"`,
    ),
  )
  const weeds = times(9, () => {
    const turn = chance.between(0, Math.PI * 2)
    const x = cx + Math.cos(turn) * r * 0.9
    const y = cy + Math.sin(turn) * r * 0.9
    return circle(
      x,
      y,
      width * chance.between(0.02, 0.045),
      `fill="${mix('#59774f', '#a9b884', chance.between(0, 1))}"`,
    )
  })
  return (
    rect(0, 0, width, height, inks.paper) +
    circle(cx, cy, r * 1.07, `fill="${inks.second}"`) +
    circle(cx, cy, r, 'fill="#bcdad9"') +
    ripples +
    weeds +
    fish(cx - r * 0.28, cy - r * 0.2, r * 0.5, 128, '#d8462a') +
    fish(cx + r * 0.3, cy + r * 0.26, r * 0.4, -38, '#e8743f') +
    fish(cx + r * 0.3, cy - r * 0.42, r * 0.26, 15, '#f6f1e6')
  )
}

function fish(x: number, y: number, size: number, turn: number, fill: string): string {
  const s = size
  const body = `M0 ${n(-s * 0.62)}C${n(s * 0.34)} ${n(-s * 0.56)} ${n(s * 0.3)} ${n(s * 0.16)} 0 ${n(s * 0.42)}C${n(-s * 0.3)} ${n(s * 0.16)} ${n(-s * 0.34)} ${n(-s * 0.56)} 0 ${n(-s * 0.62)}z`
  const tail = `M0 ${n(s * 0.3)}C${n(s * 0.5)} ${n(s * 0.42)} ${n(s * 0.52)} ${n(s * 0.86)} ${n(s * 0.3)} ${n(s * 0.98)}C${n(s * 0.16)} ${n(s * 0.8)} ${n(s * 0.06)} ${n(s * 0.8)} 0 ${n(s * 0.9)}C${n(-s * 0.06)} ${n(s * 0.8)} ${n(-s * 0.16)} ${n(s * 0.8)} ${n(-s * 0.3)} ${n(s * 0.98)}C${n(-s * 0.52)} ${n(s * 0.86)} ${n(-s * 0.5)} ${n(s * 0.42)} 0 ${n(s * 0.3)}z`
  const fins = `M${n(s * 0.2)} ${n(-s * 0.2)}q${n(s * 0.34)} ${n(s * 0.02)} ${n(s * 0.3)} ${n(s * 0.26)}q${n(-s * 0.2)} ${n(-s * 0.02)} ${n(-s * 0.32)} ${n(-s * 0.1)}zM${n(-s * 0.2)} ${n(-s * 0.2)}q${n(-s * 0.34)} ${n(s * 0.02)} ${n(-s * 0.3)} ${n(s * 0.26)}q${n(s * 0.2)} ${n(-s * 0.02)} ${n(s * 0.32)} ${n(-s * 0.1)}z`
  return (
    `<g transform="translate(${n(x)} ${n(y)}) rotate(${turn})">` +
    path(tail, `fill="${fill}" opacity="0.72"`) +
    path(fins, `fill="${fill}" opacity="0.8"`) +
    path(body, `fill="${fill}"`) +
    circle(s * 0.13, -s * 0.46, s * 0.035, 'fill="#171b26"') +
    circle(-s * 0.13, -s * 0.46, s * 0.035, 'fill="#171b26"') +
    '</g>'
  )
}
