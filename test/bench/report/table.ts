import { type Aim, type Row, ratioOf, verdictOf } from './row.ts'

const words = { aim: 'aim reached', enough: 'enough', missed: 'MISSED' } as const

/** The rows as lines of text, each beside its limit, with what else was measured below it. */
export function tableOf(rows: readonly Row[]): string {
  const heads = ['', 'reached', 'aim', 'limit of the same run', 'ratio', '']
  const body = rows.map((row) => ({ cells: cellsOf(row), below: detailsOf(row) }))
  const widths = heads.map((head, at) =>
    Math.max(head.length, ...body.map(({ cells }) => cells[at]!.length)),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at]!))
      .join('  ')
      .trimEnd()
  return [
    line(heads),
    widths.map((width) => '─'.repeat(width)).join('  '),
    ...body.flatMap(({ cells, below }) => [line(cells), ...below]),
  ].join('\n')
}

function cellsOf(row: Row): string[] {
  const ratio = ratioOf(row)
  const verdict = verdictOf(row)
  const limit = row.limit ? `${number(row.limit.reached)} ${row.limit.what}` : ''
  return [
    row.what,
    `${number(row.reached)} ${row.unit}`,
    row.aim ? aimText(row.aim) : '',
    limit,
    ratio === undefined ? '' : ratio.toFixed(2),
    verdict ? words[verdict] : '',
  ]
}

function aimText({ kind, aim, enough }: Aim): string {
  const sign = kind === 'at-least' ? '≥' : '≤'
  return aim === enough ? `${sign} ${number(aim)}` : `${sign} ${number(aim)} (${number(enough)})`
}

function detailsOf({ details }: Row): string[] {
  const parts = Object.entries(details).map(
    ([name, value]) => `${name} ${typeof value === 'number' ? number(value) : value}`,
  )
  const lines: string[] = []
  for (const part of parts) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + part.length < 110)
      lines[lines.length - 1] += ` · ${part}`
    else lines.push(`    ${part}`)
  }
  return lines
}

/** Three digits that matter, with thousands set apart. */
export function number(value: number): string {
  const size = Math.abs(value)
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.1 ? 2 : 3
  return value.toLocaleString('en', { maximumFractionDigits: digits })
}
