import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import type { Assets } from './assets.ts'

const source = 'src/sites/pay/document.tsx'

/**
 * The static pay page, written once per release. The site gives it as
 * `payDocuments(assets): Record<string, string>`, from path below `public/pay/` to content.
 */
export async function buildDocuments(root: string, into: string, assets: Assets): Promise<void> {
  if (!existsSync(join(root, source))) return
  const program = join(into, 'documents.mjs')
  await build({
    absWorkingDir: root,
    entryPoints: [source],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
  })
  const { payDocuments } = await import(pathToFileURL(program).href)
  const documents: Record<string, string> = payDocuments(assets)
  mkdirSync(join(into, 'public/pay'), { recursive: true })
  for (const [name, text] of Object.entries(documents)) {
    writeFileSync(join(into, 'public/pay', name), text)
  }
  rmSync(program)
}
