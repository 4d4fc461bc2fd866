import { canWrite, column, columnHeight, fitColumns, fitRows, row, rowWidth } from './lettering.ts'
import { n, rect, type Sheet } from './sheet.ts'

export type CoverWords = { title: string; creator: string }

/** The title and its maker over a picture: a pasted slip in Japanese, a plate in English. */
export function lettered(sheet: Sheet, words: CoverWords): string {
  if (!canWrite(words.title)) return ''
  return /[\u3040-\u30ff\u4e00-\u9fff]/.test(words.title) ? slip(sheet, words) : plate(sheet, words)
}

const paper = '#faf6ea'
const seal = '#c23a1e'

/** A paper slip at the upper right, as on old bound books (題簽), read downwards; a seal below. */
function slip({ width, height, inks }: Sheet, { title, creator }: CoverWords): string {
  const margin = width * 0.055
  const sealSize = width * 0.04
  const sealTall = sealHeight(creator, sealSize)
  const room = height - margin * 2.4 - sealTall
  const wish = width * (height > width ? 0.09 : 0.076)
  const { columns, size } = fitColumns(title, { height: room * 0.88, size: wish })
  const gap = size * 1.3
  const wide = gap * columns.length + size * 0.55
  const tall = Math.max(...columns.map((one) => columnHeight(one, size))) + size * 1.1
  const letters = columns.map((one, index) =>
    column(one, {
      x: width - margin - size * 0.28 - gap * (index + 0.5),
      y: margin + size * 0.5,
      size,
      fill: inks.ink,
    }),
  )
  return (
    board({ x: width - margin - wide, y: margin, wide, tall }, inks.ink) +
    letters.join('') +
    makerSeal(creator, { right: width - margin, top: margin * 1.35 + tall, size: sealSize })
  )
}

/** A pale plate with the title in rows; the maker's name below it, spaced. */
function plate({ width, height, inks }: Sheet, { title, creator }: CoverWords): string {
  const upright = height > width
  const margin = width * (upright ? 0.075 : 0.055)
  const room = upright ? width - margin * 4 : width * 0.56
  const [head = title, tail] = splitTitle(title)
  const main = fitRows(head, { width: room, size: width * (upright ? 0.112 : 0.075), most: 3 })
  const sub = fitRows(tail ?? '', { width: room, size: width * (upright ? 0.046 : 0.034), most: 2 })
  const small = width * (upright ? 0.032 : 0.023)
  const lines = [
    ...main.rows.map((text) => ({ text, size: main.size, fill: inks.ink, lead: 1.14 })),
    ...sub.rows.map((text) => ({ text, size: sub.size, fill: inks.ink, lead: 1.5 })),
    { text: canWrite(creator) ? creator : '', size: small, fill: seal, lead: 2.2 },
  ].filter((one) => one.text)
  const pad = margin * 0.75
  const widest = Math.max(...lines.map((one) => rowWidth(one.text, one.size)))
  const wide = upright ? width - margin * 2 : widest + pad * 2.4
  const tall = lines.reduce((sum, one) => sum + one.size * one.lead, pad * 1.7)
  let y = margin + pad * 0.75
  const rows = lines.map((one) => {
    y += one.size * one.lead
    const x = margin + wide / 2
    return row(one.text, {
      ...one,
      x,
      y: y - one.size * 0.2,
      centred: true,
      spacing: one.size === small ? 2 : 0,
    })
  })
  return board({ x: margin, y: margin, wide, tall }, inks.ink) + rows.join('')
}

type Box = { x: number; y: number; wide: number; tall: number }

function board({ x, y, wide, tall }: Box, ink: string): string {
  return (
    rect(x, y, wide, tall, paper) +
    `<rect x="${n(x + 9)}" y="${n(y + 9)}" width="${n(wide - 18)}" height="${n(tall - 18)}" fill="none" stroke="${ink}" stroke-width="2.5"/>`
  )
}

function isUpright(text: string): boolean {
  return /^[\u3040-\u30ff\u4e00-\u9fff]+$/.test(text)
}

function sealHeight(maker: string, size: number): number {
  if (!canWrite(maker)) return 0
  return isUpright(maker) ? columnHeight(maker, size) + size * 0.5 : size * 1.6
}

/** The maker's name on a vermilion seal. */
function makerSeal(maker: string, at: { right: number; top: number; size: number }): string {
  const { size, right, top } = at
  const tall = sealHeight(maker, size)
  if (tall === 0) return ''
  if (isUpright(maker)) {
    const wide = size * 1.5
    const letters = column(maker, {
      x: right - wide / 2,
      y: top + size * 0.22,
      size,
      fill: '#fff8ec',
    })
    return rect(right - wide, top, wide, tall, seal) + letters
  }
  const wide = rowWidth(maker, size * 0.8) + size
  const x = right - wide / 2
  const letters = row(maker, {
    x,
    y: top + size * 1.06,
    size: size * 0.8,
    fill: '#fff8ec',
    centred: true,
  })
  return rect(right - wide, top, wide, tall, seal) + letters
}

function splitTitle(title: string): [string, string | undefined] {
  const [head, ...tail] = title.split(/(?<=,|:) /)
  if (!head || tail.length === 0) return [title, undefined]
  return [head.replace(/[,:]$/, ''), tail.join(' ')]
}
