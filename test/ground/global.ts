import type { TestProject } from 'vitest/node'
import { throwawayCluster } from './cluster.ts'
import { prepareMigrated } from './migrated.ts'
import type {} from './postgres.ts'

/** One PostgreSQL for the whole run, with the migrated templates that test files copy. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await throwawayCluster()
  await prepareMigrated(cluster.server, (kind) => `template_${kind}`)
  project.provide('server', cluster.server)
  return cluster.stop
}
