import { dirname } from 'node:path'
import { ConfigError } from '#lib/config-error.ts'
import { configExit } from './life.ts'
import { commands } from './supervisor/commands.ts'
import { helpText } from './supervisor/help.ts'
import { readInstallation } from './supervisor/installation.ts'
import { AlreadyRunning } from './supervisor/start.ts'

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const flags = new Set(process.argv.slice(2).filter((word) => word.startsWith('--')))
const known = ['--json', '--production', '--help']
const [name = 'help', ...rest] = flags.has('--help') ? ['help'] : words

process.exitCode = await run().catch(failed)
// The bundle's own handles (signals, the channel to bin/dozo) must not keep it alive.
process.exit()

async function run(): Promise<number> {
  const command = commands[name]
  const unknown = [...flags].find((each) => !known.includes(each))
  if (!command || unknown) {
    process.stderr.write(`dozo does not know "${unknown ?? name}".\n\n${helpText}`)
    return 64
  }
  const root = dirname(import.meta.dirname)
  const installation = readInstallation(root, process.env, flags.has('--production'))
  return command({ installation, words: rest, isJson: flags.has('--json') })
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
