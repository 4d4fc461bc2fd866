import { wordOf } from '#sites/ui/messages/purposes.ts'
import type { Messages } from '#sites/ui/messages.ts'
import type { WindowSummary } from './openings-window.ts'

/** For spreadsheets, which take a file without it for another alphabet. */
const byteOrderMark = '\uFEFF'

/** The table as a file: names of the vault and words for people beside each other. */
export function windowCsv({ openings, people }: WindowSummary, words: Messages): string {
  const { openingsWindow, console: desk } = words
  const named = [desk.principal, desk.purpose, desk.recordKind]
  const head = ['principal', 'purpose', 'kind', ...named]
  const rows = openings.map((row) => [
    ...[row.principal, row.purpose, row.kind],
    wordOf(words.principals, row.principal),
    wordOf(words.purposes, row.purpose),
    wordOf(words.recordKinds, row.kind),
    ...[String(row.count), String(row.people)],
  ])
  const all = openings.reduce((sum, { count }) => sum + count, 0)
  const foot = ['', '', '', openingsWindow.together, '', '', String(all), String(people)]
  const lines = [[...head, openingsWindow.openings, openingsWindow.people], ...rows, foot]
  return byteOrderMark + lines.map((line) => `${line.map(quoted).join(',')}\r\n`).join('')
}

function quoted(cell: string): string {
  return `"${cell.replaceAll('"', '""')}"`
}
