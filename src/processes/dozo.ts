import { dirname } from 'node:path'
import { ConfigError } from '#lib/config-error.ts'
import { configExit } from './life.ts'
import { commands, moreOptions } from './supervisor/commands.ts'
import { helpText } from './supervisor/help.ts'
import { readInstallation } from './supervisor/installation.ts'
import { AlreadyRunning } from './supervisor/start.ts'

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const options = optionsOf(process.argv.slice(2))
const [name = 'help', ...rest] = words
const everyCommand = ['json', 'production', 'help']

process.exitCode = await run().catch(failed)
// The bundle's own handles (signals, the channel to bin/dozo) must not keep it alive.
process.exit()

async function run(): Promise<number> {
  const command = commands[name]
  const more = moreOptions[name]
  if (options.has('help')) {
    process.stdout.write(more?.help ?? helpText)
    return 0
  }
  const known = [...everyCommand, ...(more?.options ?? [])]
  const unknown = [...options.keys()].find((each) => !known.includes(each))
  if (!command || unknown) {
    const what = unknown ? `--${unknown}` : name
    process.stderr.write(`dozo does not know "${what}".\n\n${more?.help ?? helpText}`)
    return 64
  }
  const root = dirname(import.meta.dirname)
  const installation = readInstallation(
    root,
    process.env,
    options.has('production'),
    options.get('only'),
  )
  return command({ installation, words: rest, isJson: options.has('json'), options })
}

/** `--log=FOLDER` and `--json`, by name. */
function optionsOf(given: string[]): Map<string, string> {
  const written = given.filter((word) => word.startsWith('--'))
  return new Map(
    written.map((word) => {
      const [option = '', ...value] = word.slice(2).split('=')
      return [option, value.join('=')]
    }),
  )
}

function failed(error: unknown): number {
  if (error instanceof ConfigError || error instanceof AlreadyRunning) {
    process.stderr.write(`${error.message}\n`)
    return error instanceof ConfigError ? configExit : 75
  }
  const { message, cause } = error as Error
  process.stderr.write(`${message}\n`)
  if (cause instanceof Error) process.stderr.write(`  because: ${cause.message}\n`)
  return 1
}
