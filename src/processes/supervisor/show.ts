import type { Status } from './status.ts'

const signIn: [string, string][] = [
  ['buyer', 'aiko@example.jp'],
  ['creator', 'ren@example.jp'],
  ['shop', 'hana@example.jp'],
]

/** The short table after a start: where everything is, and whom to sign in as. */
export function welcome(status: Status, firstOperatorLink: string | undefined): string {
  const lines = Object.entries(status.urls).map(([name, url]) => `  ${name.padEnd(10)} ${url}`)
  const people = status.production ? [] : signIn
  return [
    '',
    `Dozo ${status.version} is open.`,
    ...lines,
    ...(people.length > 0 ? ['', 'Sign in by a code sent to the mailbox:'] : []),
    ...people.map(([who, address]) => `  ${who.padEnd(10)} ${address}`),
    ...(firstOperatorLink ? ['', 'First operator, once:', `  ${firstOperatorLink}`] : []),
    '',
    'Ctrl-C stops it.',
    '',
  ].join('\n')
}

/** The status for people. */
export function statusLines(status: Status): string {
  const rows = status.processes.map((each) => [
    each.name,
    each.pid ?? '–',
    each.role ?? '–',
    each.ready ? (each.answers === false ? 'silent' : 'ready') : 'down',
    each.restarts,
    each.memoryBytes ? `${(each.memoryBytes / 1024 / 1024).toFixed(0)} MB` : '–',
    each.listens ?? '–',
  ])
  const head = ['process', 'pid', 'role', 'health', 'restarts', 'memory', 'listens']
  const urls = Object.entries(status.urls).map(([name, url]) => [name, url])
  const databases = status.databases.map((each) => [each.name, `${each.host}:${each.port}`])
  return [
    `Dozo ${status.version}, ${status.running ? `running (pid ${status.pid})` : 'not running'}`,
    ...columns([head, ...rows]),
    '',
    ...columns([...urls, ...databases]),
    '',
  ].join('\n')
}

function columns(rows: unknown[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => String(row[column] ?? '').length)),
  )
  return rows.map((row) =>
    row
      .map((cell, column) => String(cell).padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
