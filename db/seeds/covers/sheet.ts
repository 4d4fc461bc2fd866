import type { Chance } from './chance.ts'
import type { Inks } from './inks.ts'

/** What a scene draws on. */
export type Sheet = { width: number; height: number; chance: Chance; inks: Inks }

/** Draws a picture over the whole sheet as SVG markup, with the upper right kept calm. */
export type Scene = (sheet: Sheet) => string

/** One decimal is finer than any screen shows. */
export function n(value: number): string {
  return String(Math.round(value * 10) / 10)
}

export function rect(x: number, y: number, width: number, height: number, fill: string): string {
  return `<rect x="${n(x)}" y="${n(y)}" width="${n(width)}" height="${n(height)}" fill="${fill}"/>`
}

export function circle(x: number, y: number, radius: number, attributes: string): string {
  return `<circle cx="${n(x)}" cy="${n(y)}" r="${n(radius)}" ${attributes}/>`
}

export function line(x1: number, y1: number, x2: number, y2: number, attributes: string): string {
  return `<path d="M${n(x1)} ${n(y1)}L${n(x2)} ${n(y2)}" fill="none" ${attributes}/>`
}

export function path(d: string, attributes: string): string {
  return `<path d="${d}" ${attributes}/>`
}

export function times(count: number, draw: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => draw(index)).join('')
}

/** Ink that runs out from one side to the other, as a printer wipes the block (ぼかし). */
export function wiped(
  id: string,
  { from, to, turn = 90 }: { from: [string, number]; to: [string, number]; turn?: 0 | 90 },
): string {
  const end = turn === 90 ? 'x2="0" y2="1"' : 'x2="1" y2="0"'
  return (
    `<linearGradient id="${id}" x1="0" y1="0" ${end}>` +
    `<stop offset="0" stop-color="${from[0]}" stop-opacity="${from[1]}"/>` +
    `<stop offset="1" stop-color="${to[0]}" stop-opacity="${to[1]}"/></linearGradient>`
  )
}

/** Sky over the whole sheet: colour wiped down from the top edge into paper. */
export function sky({ width, height, inks }: Sheet, top: string, depth = 0.45): string {
  const id = `sky${top.slice(1)}`
  return (
    `<defs>${wiped(id, { from: [top, 1], to: [top, 0] })}</defs>` +
    rect(0, 0, width, height, inks.paper) +
    rect(0, 0, width, height * depth, `url(#${id})`)
  )
}

/** A skyline of hills from edge to edge, closed at the bottom. */
export function ridge(
  { width, height, chance }: Sheet,
  { at, swing, jags = 3 }: { at: number; swing: number; jags?: number },
): string {
  const waves = Array.from({ length: jags + 2 }, (_, index) => ({
    phase: chance.between(0, Math.PI * 2),
    pace: (index + 1) * chance.between(0.7, 1.3),
    share: 1 / (index + 1),
  }))
  const steps = 48
  const points = Array.from({ length: steps + 1 }, (_, step) => {
    const x = (width * step) / steps
    const lift = waves.reduce(
      (sum, wave) =>
        sum + wave.share * Math.sin(wave.phase + (wave.pace * Math.PI * 2 * step) / steps),
      0,
    )
    return `${n(x)} ${n(height * at - lift * height * swing * 0.5)}`
  })
  return `M0 ${height}L${points.join('L')}L${width} ${height}z`
}
