import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { selfSigned } from '#test/ground/certificate.ts'
import { install, vouchedFor } from './install.ts'
import { bootMachine, missingPrograms } from './machine.ts'
import { type Told, telling } from './results.ts'
import { rootArchive, unpackRoot } from './root-system.ts'

const help = `Usage: node bin/dozo run bin/try-units [--folder=FOLDER] [--suite=SUITE] [--fresh] [--json]

  Boots a Debian with systemd in a container, installs this checkout as
  docs/how-to/run-confined.md says, starts all units and looks from outside and from within each
  unit's walls whether they hold. Needs root, and the Debian packages mmdebstrap and
  systemd-container. About three minutes; the first time as long again to fetch the Debian.

  --folder  where the machine lies, and the fetched Debian for the next time (below the system's
            folder for temporary files)
  --suite   the Debian to start them on (trixie)
  --fresh   fetch the Debian again
  --json    one object at the end: each check, and what was found
`
const usage = 64
const needsMissing = 69
const interrupted = 130
const root = join(import.meta.dirname, '../..')

/** Runs the trial; gives the exit code. */
export async function tryUnits(words: string[]): Promise<number> {
  const asked = readWords(words)
  if (!asked || asked.help) {
    process.stdout.write(help)
    return asked ? 0 : usage
  }
  const missing = missingPrograms()
  if (missing) {
    process.stderr.write(`${missing}\n`)
    return needsMissing
  }
  mkdirSync(asked.folder, { recursive: true, mode: 0o700 })
  const place = mkdtempSync(join(asked.folder, 'machine-'))
  const told = telling()
  try {
    told.step(`Debian ${asked.suite}`)
    const archive = await rootArchive(asked)
    await unpackRoot(archive, place)
    await inMachine(place, told)
  } catch (error) {
    told.result({ check: 'the trial itself', ok: false, detail: String(error) })
  } finally {
    told.step('cleaning up')
    rmSync(place, { recursive: true, force: true })
  }
  return told.end(asked.json)
}

async function inMachine(place: string, told: Told): Promise<void> {
  const certificate = selfSigned(vouchedFor)
  told.step('booting systemd')
  const machine = await bootMachine(place)
  const leave = () => {
    told.step('stopping, as asked')
    void machine.stop().finally(() => {
      rmSync(place, { recursive: true, force: true })
      process.exit(interrupted)
    })
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, leave)
  try {
    await install({ root, place, machine, certificate, told })
    await look(['whole', place, String(machine.leader())], told)
    told.step('the machine is started again')
    await machine.reboot()
    await look(['again', place, String(machine.leader())], told)
  } finally {
    await machine.stop()
  }
}

const lookMillis = 400_000

/** In the machine's network, where a relay and a visitor can be, but in none of its walls. */
async function look(words: string[], told: Told): Promise<void> {
  const [leader = ''] = words.slice(-1)
  const program = join(import.meta.dirname, 'look.ts')
  const child = spawn(
    'nsenter',
    ['-t', leader, '--net', process.execPath, join(root, 'bin/dozo'), 'run', program, ...words],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], timeout: lookMillis },
  )
  child.on('message', (result) => told.result(result as Parameters<Told['result']>[0]))
  const code = await new Promise((resolve) => child.on('exit', resolve))
  if (code !== 0) throw new Error(`the look ended early (${code}); see the lines above`)
}

function readWords(words: string[]) {
  try {
    const { values } = parseArgs({
      args: words,
      options: {
        folder: { type: 'string', default: join(tmpdir(), 'dozo-try-units') },
        suite: { type: 'string', default: 'trixie' },
        fresh: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    })
    return values
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`)
    return undefined
  }
}
