import { spawnSync } from 'node:child_process'
import { createInterface } from 'node:readline'
import pg from 'pg'
import { type Server, serverAs } from '#adapters/postgres/admin.ts'

const mostRows = 200
const queryMillis = 60_000

/** Asks the database as a role: with the system's psql where there is one, else line by line. */
export async function askDatabase(
  server: Server,
  database: string,
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const given = spawnSync(
    'psql',
    ['-h', server.host, '-p', String(server.port), '-U', server.user, '-d', database],
    { stdio: 'inherit', env: { ...env, PGPASSWORD: server.password, ...tlsFor(server) } },
  )
  if (!given.error) return given.status ?? 1
  return lineByLine(server, database)
}

function tlsFor({ tls }: Server): Record<string, string> {
  if (!tls) return {}
  return { PGSSLMODE: 'verify-full', PGSSLROOTCERT: tls.rootCertificates ?? 'system' }
}

async function lineByLine(server: Server, database: string): Promise<number> {
  const client = new pg.Client({ ...serverAs(server, database), statement_timeout: queryMillis })
  // A lost connection is told by the next statement.
  client.on('error', () => {})
  await client.connect()
  const lines = createInterface({ input: process.stdin })
  const prompt = (mark: string) => process.stdout.write(`${database}${mark}> `)
  let statement = ''
  try {
    prompt('=')
    for await (const line of lines) {
      if (line.trim() === '\\q') break
      statement += `${line}\n`
      const isWhole = /;\s*$/.test(statement)
      if (isWhole) await answer(client, statement)
      if (isWhole) statement = ''
      prompt(statement === '' ? '=' : '-')
    }
  } finally {
    await client.end()
  }
  process.stdout.write('\n')
  return 0
}

async function answer(client: pg.Client, statement: string): Promise<void> {
  try {
    const result = await client.query(statement)
    for (const each of Array.isArray(result) ? result : [result]) {
      if (each.rows.length > 0) console.table(each.rows.slice(0, mostRows))
      console.log(`${each.command} ${each.rowCount ?? ''}`)
    }
  } catch (error) {
    console.log((error as Error).message)
  }
}
