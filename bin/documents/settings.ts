import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { practicePrograms, processes } from '../../src/processes/table.ts'

interface Setting {
  name: string
  meaning: string
  form: string
  /** Declared by the supervisor itself, not by a process it starts. */
  isOurs: boolean
}

const declared =
  /(?:\/\*\*\s*((?:(?!\*\/)[\s\S])*?)\s*\*\/\s*\n)?^ +([A-Z][A-Z0-9_]{3,}): ([^\n]+?),?$/gm
const sources = ['src/processes/**/*.{ts,tsx}', 'sandbox/*/config.ts']

/** Every setting with what it means, where it is declared; RangeError for one without a word. */
export function settingsDocument(root: string): string {
  const settings = declaredIn(root)
  const rows = [...settings.values()].map(
    ({ name, meaning, form, isOurs }) =>
      `| \`${name}\` | ${usersOf(name, isOurs)} | ${meaning} | \`${form}\` |`,
  )
  return `# Settings

Made from the code by \`bin/dozo run bin/write-docs.ts\`; do not edit. A setting comes from the
environment. \`npm start\` makes up everything that is needed to practise; a production start
says what is missing. A process gets only the settings of its own row in
\`src/processes/table.ts\`.

| setting | read by | meaning | form |
|---|---|---|---|
${rows.join('\n')}
`
}

function declaredIn(root: string): Map<string, Setting> {
  const found = new Map<string, Setting>()
  const files = globSync(sources, { cwd: root }).filter(
    (path) => !/supervisor\/(?!inst)/.test(path),
  )
  for (const path of files.sort()) {
    const text = readFileSync(join(root, path), 'utf8')
    for (const [, comment, name = '', form = ''] of text.matchAll(declared)) {
      const meaning = comment?.replace(/\s*\n\s*\*?\s*/g, ' ') ?? ''
      const known = found.get(name)
      if (known && (known.meaning !== '' || meaning === '')) continue
      const isOurs = path.includes('supervisor/') || path.endsWith('seed.ts')
      found.set(name, { name, meaning, form: form.replaceAll('|', '\\|'), isOurs })
    }
  }
  const silent = [...found.values()].filter(({ meaning }) => meaning === '')
  if (silent.length > 0) throw new RangeError(`say what these mean: ${silent.map((s) => s.name)}`)
  return new Map([...found].sort(([one], [other]) => (one < other ? -1 : 1)))
}

/** RangeError for a setting that a process reads and nobody gives it. */
function usersOf(name: string, isOurs: boolean): string {
  const rows = [...processes, ...practicePrograms].filter((row) => row.settings.includes(name))
  if (rows.length === 0 && !isOurs) throw new RangeError(`no row of the table gives ${name}`)
  return rows.length === 0 ? 'supervisor' : rows.map((row) => row.name).join(', ')
}
