import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type LastTimes, lastTimes } from './last-times.ts'
import { makersOfPostgres } from './lent-postgres.ts'
import { inPlaces, type Place } from './places.ts'
import { secondLooks, type TestCounts } from './tests.ts'

/** A known way to break Dozo, and the test that must notice. */
type Breakage = { patch: string; test: string; name: string; says: string; files: string[] }

type Trial = Breakage & { root: string; env: NodeJS.ProcessEnv; isPostgresItsOwn: boolean }

const folder = 'test/breakages'
/** One more than cores: half of the time each waits for processes, the disk or a deadline. */
const atOnce = 3
/** A market of its own is built and started first, which takes a busy machine minutes. */
const longestMillis = 400_000

/**
 * Applies each patch of test/breakages to a copy of this tree and runs the one test it names.
 *
 * A breakage counts as passed when that test goes red with the words the patch expects; it fails
 * when the test stays green, breaks for another reason, or the patch no longer applies. Each has
 * the copy for itself, made as the tree is, and a PostgreSQL as new. The long ones go first, so
 * that those who work on them finish at about the same time. Those that failed, when they are
 * few, are tried once more, one at a time, as tests are.
 */
export async function runBreakages(
  root: string,
  words: string[],
  chromium: string | undefined,
): Promise<TestCounts> {
  const times = lastTimes(root)
  const wanted = breakagesIn(root)
    .filter(({ patch }) => isWanted(patch, words))
    .sort((one, other) => times.guess(other) - times.guess(one))
  const tryThem = trials({ root, chromium, times })
  let red = wanted.length === 0 ? [] : await tryThem(wanted, atOnce)
  if (red.length > 0 && red.length <= secondLooks) {
    const alone = await tryThem(red, 1)
    for (const each of red) {
      if (!alone.includes(each)) console.log(`UNSTEADY ${folder}/${each.patch}: noticed alone only`)
    }
    red = alone
  }
  times.keep()
  return { passed: wanted.length - red.length, failed: red.length, skipped: 0 }
}

type Ground = { root: string; chromium: string | undefined; times: LastTimes }

/** Tries breakages in so many places at once, and gives those that nobody noticed. */
function trials({ root, chromium, times }: Ground) {
  const makesPostgres = makersOfPostgres(root)
  const env = { ...process.env, ...(chromium ? { CHROMIUM_PATH: chromium } : {}) }

  const wasNoticed = async (each: Breakage, place: Place): Promise<boolean> => {
    const began = performance.now()
    const isPostgresItsOwn = each.files.some(makesPostgres)
    const wrong = await wrongWith({ ...each, root, env, isPostgresItsOwn }, place)
    const seconds = (performance.now() - began) / 1000
    times.note(each, seconds)
    console.log(`${wrong ? 'FAILED' : 'ok    '} ${folder}/${each.patch} (${seconds.toFixed(1)} s)`)
    if (wrong) console.log(wrong)
    return !wrong
  }
  return async (them: readonly Breakage[], places: number): Promise<Breakage[]> => {
    const [waiting, unnoticed] = [[...them], [] as Breakage[]]
    await inPlaces(root, Math.min(places, them.length), async (place) => {
      for (let each = waiting.shift(); each; each = waiting.shift()) {
        if (!(await wasNoticed(each, place))) unnoticed.push(each)
      }
    })
    return unnoticed
  }
}

function isWanted(patch: string, words: string[]): boolean {
  return words.length === 0 || words.some((word) => `${folder}/${patch}`.includes(word))
}

function breakagesIn(root: string): Breakage[] {
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith('.patch'))
  return names.sort().map((patch) => {
    const text = readFileSync(join(root, folder, patch), 'utf8')
    const line = (word: string) => new RegExp(`^${word}: (.+)$`, 'm').exec(text)?.[1]
    const [test, name, says] = [line('Test'), line('Name'), line('Says')]
    if (!test || !name || !says) {
      throw new Error(`${folder}/${patch} must begin with lines "Test:", "Name:" and "Says:"`)
    }
    const files = Array.from(text.matchAll(/^(?:---|\+\+\+) [ab]\/(.+)$/gm), ([, file]) => file!)
    return { patch, test, name, says, files }
  })
}

/** What is wrong with a breakage; undefined when its test noticed it. */
async function wrongWith(trial: Trial, place: Place): Promise<string | undefined> {
  place.copy.restore()
  const patch = join(trial.root, folder, trial.patch)
  const cwd = place.copy.folder
  const applied = spawnSync('git', ['apply', '--whitespace=nowarn', patch], { cwd })
  if (applied.status !== 0) return `it does not apply any more:\n${applied.stderr}`
  return greenness(trial, place)
}

type Outcome = { status: string; title: string; failureMessages: string[] }

async function greenness(trial: Trial, place: Place): Promise<string | undefined> {
  const { test, name, says } = trial
  const report = join(place.copy.folder, 'outcome.json')
  const exactly = `${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`
  const env: NodeJS.ProcessEnv = { ...trial.env, VITEST_FS_MODULE_CACHE_PATH: place.modules }
  if (!trial.isPostgresItsOwn) env.LENT_POSTGRES = await place.postgres.next()
  const words = ['run', test, '-t', exactly, '--reporter=json', `--outputFile=${report}`]
  const output = await vitest(place.copy.folder, words, env)
  if (!existsSync(report)) return `its test could not be run:\n${output.slice(-3_000)}`
  const { testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
    testResults: { message: string; assertionResults: Outcome[] }[]
  }
  const outcomes = testResults.flatMap((file) => file.assertionResults)
  const outcome = outcomes.find(({ title }) => title === name)
  if (!outcome) return `there is no test "${name}" in ${test}: ${testResults[0]?.message}`
  if (outcome.status !== 'failed') {
    return `"${name}" did not notice: it is ${outcome.status}. ${testResults[0]?.message ?? ''}`
  }
  const message = outcome.failureMessages.join('\n')
  if (message.includes(says)) return undefined
  return `"${name}" failed, but did not say "${says}":\n${message.slice(0, 3_000)}`
}

function vitest(copy: string, words: string[], env: NodeJS.ProcessEnv): Promise<string> {
  const child = spawn(process.execPath, [join(copy, 'node_modules/vitest/vitest.mjs'), ...words], {
    cwd: copy,
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
    timeout: longestMillis,
    killSignal: 'SIGINT',
  })
  let output = ''
  const keep = (bytes: Buffer) => {
    output = (output + bytes).slice(-20_000)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  return new Promise((resolve) => child.on('close', () => resolve(output)))
}
