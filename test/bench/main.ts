import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { built } from '../../bin/prepare.ts'
import { catalogue } from './catalogue/catalogue.ts'
import { checkout } from './checkout/checkout.ts'
import { kernel } from './kernel/kernel.ts'
import { log } from './log/log.ts'
import { pages } from './pages/pages.ts'
import { people } from './people/people.ts'
import { machineNow } from './report/machine.ts'
import { type Bench, type Row, ratioOf, verdictOf } from './report/row.ts'
import { tableOf } from './report/table.ts'
import { rest } from './rest/rest.ts'
import { closeAll } from './stage/closers.ts'

const benches: readonly Bench[] = [kernel, checkout, pages, catalogue, people, log, rest]
const root = join(import.meta.dirname, '../..')

const help = `npm run bench -- [options]

Measures how fast Dozo is on this machine, each row beside its limit measured in the same run.
It starts its own PostgreSQL and processes in a folder for temporary files, on loopback only,
and removes them in the end. Nothing else should be at work on the machine.

  --only NAME[,NAME]  only these: ${benches.map(({ name }) => name).join(', ')}
  --rounds N          rounds of each measurement, the median counts (3)
  --seconds N         length of a round (5)
  --large             as many as a large market has: ten million entries, half a million people
  --json FILE         also writes everything that was measured as JSON
  --help              this

Exit code: 0 measured, whatever the numbers; 64 wrong words; 70 a measurement failed.

${benches.map(({ name, about }) => `  ${name.padEnd(10)} ${about}`).join('\n')}
`

const options = {
  only: { type: 'string' },
  rounds: { type: 'string', default: '3' },
  seconds: { type: 'string', default: '5' },
  large: { type: 'boolean', default: false },
  json: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const

async function main(): Promise<number> {
  const wish = readWords()
  if (wish === 'help') {
    process.stdout.write(help)
    return 0
  }
  if (typeof wish === 'string') {
    say(`${wish}\n\n${help}`)
    return 64
  }
  await built(root)
  const machine = machineNow(root)
  const began = new Date()
  const rows: Row[] = []
  const failed: string[] = []
  for (const bench of wish.chosen) {
    say(`${bench.name}: ${bench.about}`)
    try {
      rows.push(...(await bench.run({ ...wish, say })))
    } catch (error) {
      failed.push(bench.name)
      say(`${bench.name} FAILED: ${(error as Error).stack}`)
    }
  }
  const { cores, processor, memoryGigabytes, load, node, commit } = machine
  const ground = `${cores} × ${processor}, ${memoryGigabytes} GB, Node ${node}`
  process.stdout.write(`\n${tableOf(rows)}\n\n${ground}; load ${load} before; ${commit}\n`)
  if (wish.json) {
    const told = rows.map((row) => ({ ...row, ratio: ratioOf(row), verdict: verdictOf(row) }))
    const all = { began, ended: new Date(), machine, rows: told, failed }
    writeFileSync(wish.json, `${JSON.stringify(all, null, 2)}\n`)
  }
  return failed.length > 0 ? 70 : 0
}

function readWords() {
  try {
    const { values } = parseArgs({ options })
    if (values.help) return 'help'
    const rounds = wholeNumber('rounds', values.rounds, 20)
    const seconds = wholeNumber('seconds', values.seconds, 60)
    const names = values.only?.split(',')
    const unknown = names?.find((name) => !benches.some((each) => each.name === name))
    if (unknown !== undefined) return `There is nothing called ${unknown} to measure.`
    const chosen = benches.filter(({ name }) => names?.includes(name) ?? true)
    return { rounds, seconds, chosen, large: values.large, json: values.json }
  } catch (error) {
    return (error as Error).message
  }
}

function wholeNumber(name: string, text: string, most: number): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= 1 && number <= most) return number
  throw new RangeError(`--${name} must be a whole number from 1 to ${most}`)
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void closeAll().then(() => process.exit(130)))
}
process.exitCode = await main()
