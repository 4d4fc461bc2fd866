import glyphFile from './glyphs.json' with { type: 'json' }
import { n } from './sheet.ts'

type Glyph = { w: number; d: string; v?: string }
const glyphs: Readonly<Record<string, Glyph>> = glyphFile.glyphs

/** Letters are outlines of our own, so that a cover needs no font and looks alike everywhere. */
export function canWrite(text: string): boolean {
  return [...text].every((letter) => letter === ' ' || Object.hasOwn(glyphs, letter))
}

export type Lettering = { x: number; y: number; size: number; fill: string }

/** A column written downwards; `x` is its middle, `y` its top. */
export function column(text: string, { x, y, size, fill }: Lettering): string {
  let top = y
  return [...text]
    .map((letter) => {
      const glyph = glyphs[letter]
      const at = top
      top += letter === ' ' ? size * 0.5 : size * 1.06
      if (!glyph) return ''
      return place(glyph.v ?? glyph.d, x - (glyph.w / 2000) * size, at + size * 0.88, size, fill)
    })
    .join('')
}

/** How tall a column of this text is. */
export function columnHeight(text: string, size: number): number {
  return [...text].reduce((sum, letter) => sum + (letter === ' ' ? 0.5 : 1.06) * size, 0)
}

/** A row written to the right; `x` is its start (or middle), `y` its foot line. */
export function row(text: string, at: Lettering & { centred?: boolean; spacing?: number }): string {
  const { size, fill, spacing = 0 } = at
  let x = at.centred ? at.x - rowWidth(text, size, spacing) / 2 : at.x
  return [...text]
    .map((letter) => {
      const glyph = glyphs[letter]
      const left = x
      x += advance(letter) * size + spacing
      return glyph ? place(glyph.d, left, at.y, size, fill) : ''
    })
    .join('')
}

export function rowWidth(text: string, size: number, spacing = 0): number {
  return [...text].reduce((sum, letter) => sum + advance(letter) * size + spacing, -spacing)
}

/** Breaks words over at most `most` lines of this width, with smaller letters if needed. */
export function fitRows(
  text: string,
  { width, size, most }: { width: number; size: number; most: number },
) {
  for (let smaller = size; smaller > size * 0.3; smaller *= 0.94) {
    const rows: string[] = []
    for (const word of text.split(' ')) {
      const last = rows.at(-1)
      if (last !== undefined && rowWidth(`${last} ${word}`, smaller) <= width) {
        rows[rows.length - 1] = `${last} ${word}`
      } else rows.push(word)
    }
    const fits = rows.every((one) => rowWidth(one, smaller) <= width)
    if (fits && rows.length <= most) return { rows, size: smaller }
  }
  return { rows: [text], size: (size * width) / Math.max(width, rowWidth(text, size)) }
}

/** Breaks a Japanese title into columns where a reader would breathe. */
export function fitColumns(text: string, { height, size }: { height: number; size: number }) {
  const parts = breathe(text)
  const longest = Math.max(...parts.map((part) => columnHeight(part, size)))
  return { columns: parts, size: longest > height ? (size * height) / longest : size }
}

const longestColumn = 9

function breathe(text: string): string[] {
  const parts = text.split(' ')
  if (parts.length > 1) return parts.flatMap(breathe)
  const letters = [...text]
  if (letters.length <= longestColumn) return [text]
  const middle = letters.length / 2
  const breaks = letters
    .map((letter, index) => ({ letter, at: index + 1, next: letters[index + 1] }))
    .filter(({ letter, next }) => 'のにを、'.includes(letter) || next === '「')
    .sort((a, b) => Math.abs(a.at - middle) - Math.abs(b.at - middle))
  const at = breaks[0]?.at ?? Math.ceil(middle)
  return [letters.slice(0, at).join(''), letters.slice(at).join('')]
}

function advance(letter: string): number {
  return letter === ' ' ? 0.26 : (glyphs[letter]?.w ?? 500) / 1000
}

function place(d: string, x: number, y: number, size: number, fill: string): string {
  const scale = size / 1000
  const turned = `translate(${n(x)} ${n(y)}) scale(${scale.toFixed(4)} ${(-scale).toFixed(4)})`
  return `<path transform="${turned}" d="${d}" fill="${fill}"/>`
}
