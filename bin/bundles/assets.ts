import { globSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { build, type Metafile } from 'esbuild'

/** Name as pages write it (`cart.js`, `ui.css`) → path that browsers may keep for ever. */
export type Assets = Record<string, string>

/**
 * Islands, style sheets and pictures of the sites, each with a hash of its content in its name.
 * `assets.json` beside them says which is which.
 */
export async function buildAssets(root: string, into: string): Promise<Assets> {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [...islands(root), ...sheets(root), ...pictures(root)],
    outdir: join(into, 'public/assets'),
    entryNames: '[name]-[hash]',
    chunkNames: 'part-[hash]',
    assetNames: '[name]-[hash]',
    publicPath: '/assets/',
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: ['es2022', 'chrome109', 'safari16', 'firefox115'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.svg': 'copy', '.png': 'copy', '.ico': 'copy', '.webp': 'copy', '.woff2': 'copy' },
    define: { 'process.env.NODE_ENV': '"production"' },
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    legalComments: 'none',
    logLevel: 'warning',
  })
  const assets = namesIn(result.metafile)
  writeFileSync(join(into, 'public/assets.json'), `${JSON.stringify(assets, null, 1)}\n`)
  return assets
}

function islands(root: string): string[] {
  return globSync('src/sites/**/*.island.{ts,tsx}', { cwd: root })
}

/** Style sheets that no other one imports. */
function sheets(root: string): string[] {
  const all = globSync('src/sites/**/*.css', { cwd: root })
  const imported = all.flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8')
    return [...text.matchAll(/@import\s+(?:url\()?["']([^"']+)["']/g)].map(([, target]) =>
      join(dirname(path), target ?? ''),
    )
  })
  return all.filter((path) => !imported.includes(path))
}

function pictures(root: string): string[] {
  return globSync('src/sites/**/*.{svg,png,ico,webp,woff2}', { cwd: root })
}

function namesIn(metafile: Metafile): Assets {
  const assets: Assets = {}
  for (const [path, { entryPoint }] of Object.entries(metafile.outputs).toSorted()) {
    const source = entryPoint ?? copiedFrom(metafile, path)
    if (!source || path.endsWith('.map')) continue
    const name = basename(source).replace(/(?:\.island)?\.tsx?$/, '.js')
    if (assets[name])
      throw new Error(`Two assets are called ${name}; ${source} needs another name.`)
    assets[name] = `/assets/${basename(path)}`
  }
  return assets
}

function copiedFrom(metafile: Metafile, path: string): string | undefined {
  const sources = Object.keys(metafile.outputs[path]?.inputs ?? {})
  return sources.length === 1 && /\.(?:svg|png|ico|webp|woff2)$/.test(path) ? sources[0] : undefined
}
