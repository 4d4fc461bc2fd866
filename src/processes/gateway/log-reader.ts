import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { connect } from '#lib/call/connect.ts'
import type { Log } from '#lib/log.ts'
import { vaultForGateway } from '#trust/vault/calls/for-gateway.ts'
import { type HostPort, type Neighbours, reach } from '../hosts.ts'

/** Visitors of the log wait for each other rather than for all of the vault's line. */
const mostAtOnce = 50

/** Reads the published log from its folder, or from the vault where that is on another host. */
export function logReader(
  config: Neighbours & { LOG_DIR: string; VAULT_AT: HostPort | undefined },
  log: Log,
): (file: string) => Promise<Buffer | undefined> {
  if (!config.VAULT_AT) {
    return (file) => readFile(join(config.LOG_DIR, file)).catch(() => undefined)
  }
  const way = reach(['gateway', 'vault'], config.VAULT_AT, config, log)
  const vault = connect(vaultForGateway, { ...way, maxPending: mostAtOnce })
  return async (file) => (await vault.logFile({ file })).content ?? undefined
}
