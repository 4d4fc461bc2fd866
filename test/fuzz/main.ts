// bin/dozo run test/fuzz/main.ts --seconds 600 --seed 7 : every parser of the vault, for so long.
import { parseArgs } from 'node:util'
import { foundBefore, fuzz, keep, tryAgain } from './run.ts'
import { targets } from './targets.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    only: { type: 'string' },
  },
})
const names = Object.keys(targets).filter((name) => !values.only || name === values.only)
const millis = (Number(values.seconds) * 1000) / names.length
const seed = Number(values.seed)

for (const found of foundBefore()) tryAgain(found)
console.log(`seed ${seed}, ${Math.round(millis)} ms for each of ${names.length} parsers`)
for (const name of names) {
  const { runs, found } = fuzz(name, { seed, millis, numRuns: 2 ** 31 - 1 })
  console.log(`${name}: ${runs} inputs${found ? `, FOUND ${found.problem}` : ''}`)
  if (!found) continue
  console.log(`kept as ${keep(found)}`)
  process.exitCode = 1
}
