import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build, type Metafile } from 'esbuild'
import { practicePrograms, processes } from '../../src/processes/table.ts'

/** Not in the bundles: they load native code or WebAssembly from their own folders. */
const outside = ['sharp', 'libheif-js', 'pg-native']

/** graphile-worker looks for settings in every folder above, with a whole TypeScript compiler. */
const alias = { cosmiconfig: './bin/bundles/no-settings-file.ts' }

/** CommonJS parts inside of an ES module ask for a `require`. */
const banner = `import { createRequire as makeRequire } from 'node:module'
const require = makeRequire(import.meta.url)`

/** One bundle per program, and a list of what went into each. */
export async function buildPrograms(root: string, into: string): Promise<void> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: entryPoints(root),
    outdir: into,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    external: outside,
    alias,
    banner: { js: banner },
    define: { 'process.env.NODE_ENV': '"production"' },
    sourcemap: 'linked',
    metafile: true,
    legalComments: 'none',
    logLevel: 'warning',
  })
  writeContents(into, result.metafile)
}

function entryPoints(root: string): { in: string; out: string }[] {
  const names = ['dozo', 'seed', ...processes.map(({ name }) => name)]
  const own = names.map((name) => ({ out: name, stem: `src/processes/${name}` }))
  const practice = practicePrograms.map(({ name }) => ({ out: name, stem: `sandbox/${name}/main` }))
  return [...own, ...practice].flatMap(({ out, stem }) => {
    const found = [`${stem}.ts`, `${stem}.tsx`].find((path) => existsSync(join(root, path)))
    return found ? [{ in: found, out }] : []
  })
}

/** `build/meta/<name>.json`: every file in a program with the bytes it takes there. */
function writeContents(into: string, metafile: Metafile): void {
  mkdirSync(join(into, 'meta'), { recursive: true })
  for (const [path, { inputs }] of Object.entries(metafile.outputs)) {
    if (!path.endsWith('.js')) continue
    const sizes = Object.entries(inputs).map(([file, { bytesInOutput }]) => [file, bytesInOutput])
    const contents = Object.fromEntries(sizes.toSorted())
    writeFileSync(
      join(into, 'meta', `${basename(path, '.js')}.json`),
      `${JSON.stringify(contents, null, 1)}\n`,
    )
  }
}
