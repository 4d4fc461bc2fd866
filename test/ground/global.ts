import type { TestProject } from 'vitest/node'
import { migratedCluster } from './migrated.ts'
import type {} from './postgres.ts'

/**
 * One PostgreSQL for the whole run, with the migrated templates that test files copy. The gate
 * lends one to runs that would make the very same.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const lent = process.env.LENT_POSTGRES
  if (lent) {
    project.provide('server', JSON.parse(lent))
    return async () => {}
  }
  const cluster = await migratedCluster()
  project.provide('server', cluster.server)
  return cluster.stop
}
