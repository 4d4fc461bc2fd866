import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { buildSync } from 'esbuild'

const set = 'test/ground/global.ts'
const lender = 'test/ground/lend.ts'

/** A PostgreSQL for one run after the other, as every run would make for itself. */
export type LentPostgres = {
  /** Its address for the next run; before that it is as new. */
  next: () => Promise<string>
  end: () => Promise<void>
}

/** The program that lends it ends with this process, however that ends. */
export function lentPostgres(root: string): LentPostgres {
  const child = spawn(process.execPath, [join(root, lender)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const gone = new Promise<void>((resolve) => child.on('close', () => resolve()))
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    next: async () => {
      child.stdin.write('next\n')
      const { value, done } = await lines.next()
      if (done) throw new Error(`${lender} ended; its words are above.`)
      return value
    },
    end: () => {
      child.stdin.end()
      return gone
    },
  }
}

/**
 * Says of a file whether it has a part in making that PostgreSQL. Where one is broken, it is
 * not lent: the run makes its own from what it has.
 */
export function makersOfPostgres(root: string): (file: string) => boolean {
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: [set, lender],
    outdir: 'not-written',
    bundle: true,
    write: false,
    metafile: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  })
  const makers = new Set([...Object.keys(metafile.inputs), 'vitest.config.ts', 'tsconfig.json'])
  return (file) => makers.has(file) || /^(?:db\/|package(?:-lock)?\.json$)/.test(file)
}
