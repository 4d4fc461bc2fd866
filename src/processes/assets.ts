import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * From a plain name (`site.css`) to its path in this release, as the build wrote it.
 *
 * RangeError for a name the build does not have: better a page that fails its test than one
 * that quietly has no style.
 */
export function assetPaths(buildDir: string): (name: string) => string {
  const text = readFileSync(join(buildDir, 'public/assets.json'), 'utf8')
  const paths = new Map(Object.entries(JSON.parse(text) as Record<string, string>))
  return (name) => {
    const path = paths.get(name)
    if (path === undefined) throw new RangeError(`no asset is called ${name}`)
    return path
  }
}
