import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { addressOf, type Server } from '#adapters/postgres/admin.ts'
import { databaseName, type Kind, type Role } from '#adapters/postgres/roles.ts'
import { papersOf } from '#processes/certificates/folder.ts'
import { isOfHosts } from '#processes/host-settings.ts'
import { cosignerFrom } from '#trust/proofs/cosignature.ts'
import type { Installation } from './installation.ts'
import { isHere } from './of-this-host.ts'
import { rolePassword, secret } from './secrets.ts'

/** The servers that hold the two databases. */
export type Servers = Record<Kind, Server>

/**
 * The environment of one process: the settings its row lists, and nothing else.
 *
 * A setting given to the supervisor by name goes before the value computed here; one that has
 * neither is left out, and the process says whether it can live without.
 */
export function environmentOf(
  row: { name: string; settings: readonly string[] },
  installation: Installation,
  servers: Servers,
): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of row.settings) {
    const value =
      fixed(name, installation) || installation.env[name] || computed(name, installation, servers)
    if (value !== undefined) found[name] = value
  }
  if (Object.keys(found).some(isOfHosts)) {
    found.CALLS_CERTIFICATE = papersOf(installation.callsDir, row.name)
  } else delete found.CALLS_CERTIFICATE
  // Where to die belongs to one process; the others are not told.
  if (!found.DOZO_STOP_AT?.startsWith(`${row.name}:`)) delete found.DOZO_STOP_AT
  return found
}

function computed(name: string, installation: Installation, servers: Servers): string | undefined {
  const { data, production } = installation
  const role = /^([A-Z]+)_DATABASE_URL$/.exec(name)?.[1]?.toLowerCase() as Role | undefined
  if (role) return databaseUrl(role, data, servers)
  if (/_COOKIE_KEY$|^VAULT_.*_KEY$|^MONITOR_WITNESS_KEY$/.test(name))
    return secret(data, fileName(name))
  if (name === 'WITNESS_PUBLIC_KEY') return witnessKey(installation)
  return usual(name, installation) ?? (production ? undefined : practice(name, installation))
}

/** Of the monitor started here; that of one on another host is set by name. */
export function witnessKey(installation: Installation): string | undefined {
  const { data, env, production, port } = installation
  if (!isHere(installation, 'monitor') && !env.MONITOR_WITNESS_KEY) return undefined
  const shop = env.SHOP_ORIGIN ?? (production ? undefined : practiceOrigins(port).SHOP_ORIGIN)
  const host = URL.parse(shop ?? '')?.host
  const name = env.WITNESS_NAME ?? (host && `${host}/witness`)
  const seed = env.MONITOR_WITNESS_KEY ?? secret(data, fileName('MONITOR_WITNESS_KEY'))
  return name && cosignerFrom(name, Buffer.from(seed, 'base64url')).verifierKey
}

/** What all processes must agree on. A build server may have variables of these names by chance. */
function fixed(name: string, { root, data, runDir, port, production }: Installation) {
  const values: Record<string, string> = {
    RUN_DIR: runDir,
    PORT: String(port),
    BUILD_DIR: join(root, 'build'),
    LOG_DIR: join(data, 'log'),
    DOZO_PRODUCTION: production ? '1' : '0',
  }
  return values[name]
}

/** What may be elsewhere: folders on another disk, a gateway on another host. */
function usual(name: string, { data, port, env }: Installation): string | undefined {
  const values: Record<string, string> = {
    STORAGE_DIR: join(data, 'files'),
    VAULT_RING_DIR: join(data, 'ring'),
    MONITOR_DIR: join(data, 'monitor'),
    MONITOR_GATEWAY: new URL(`http${env.TLS_CERTIFICATE ? 's' : ''}://127.0.0.1:${port}`).origin,
  }
  return values[name]
}

/** What a production start must be given, and a practice start makes up. */
function practice(name: string, { data, runDir, port }: Installation): string | undefined {
  if (/^SANDBOX_PROVIDER_(?:SECRET_KEY|READ_KEY|WEBHOOK_SECRET)$/.test(name)) {
    return secret(data, fileName(name))
  }
  if (name === 'DOZO_STOP_AT') return armedPoint(runDir)
  const values: Record<string, string> = {
    ...practiceOrigins(port),
    LISTEN_ADDRESS: '127.0.0.1',
    PAYMENT_PROVIDERS: 'sandbox',
    SANDBOX_PROVIDER_PORT: String(port + 1),
    SANDBOX_PROVIDER_ORIGIN: practiceOrigins(port).PROVIDER_ORIGIN,
    SANDBOX_PROVIDER_WEBHOOK_URL: `${practiceOrigins(port).PAY_ORIGIN}/webhook/sandbox`,
    SANDBOX_DATA_DIR: join(data, 'provider'),
    MAILBOX_DATA_DIR: join(data, 'mailbox'),
    MAILBOX_WEB_PORT: String(port + 2),
    MAILBOX_SMTP_PORT: String(port + 3),
    SMTP_URL: `smtp://127.0.0.1:${port + 3}`,
    MAIL_FROM: 'Dozo <dozo@market.example>',
  }
  return values[name]
}

/** A kill test writes the point into this file, then ends the process, which starts armed. */
function armedPoint(runDir: string): string | undefined {
  const path = join(runDir, 'stop-at')
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

/** Names below localhost, which every browser takes to this machine. */
export function practiceOrigins(port: number) {
  const host = (name: string, at: number) => new URL(`http://${name}localhost:${at}`).origin
  return {
    SHOP_ORIGIN: host('', port),
    ACCOUNT_ORIGIN: host('account.', port),
    PAY_ORIGIN: host('pay.', port),
    CONSOLE_ORIGIN: host('console.', port),
    PROVIDER_ORIGIN: host('provider.', port + 1),
    MAILBOX_ORIGIN: host('mailbox.', port + 2),
  }
}

function databaseUrl(role: Role, data: string, servers: Servers): string {
  const kind = role === 'vault' ? 'vault' : 'market'
  const password = rolePassword(data, role)
  return addressOf({ ...servers[kind], user: role, password }, databaseName(kind))
}

function fileName(setting: string): string {
  return setting.toLowerCase().replaceAll('_', '-')
}
