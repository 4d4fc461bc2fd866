import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { throwawayCluster } from '#test/ground/cluster.ts'
import { prepareMigrated } from '#test/ground/migrated.ts'
import { generatedFiles } from './generate/generated.ts'

const cluster = await throwawayCluster()
try {
  const nameOf = (kind: string) => `generate_${kind}`
  await prepareMigrated(cluster.server, nameOf)
  for (const [path, text] of await generatedFiles(cluster.server, nameOf)) {
    writeFileSync(join(import.meta.dirname, '..', path), text)
    console.log(`wrote ${path}`)
  }
} finally {
  await cluster.stop()
}
