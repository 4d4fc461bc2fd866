import { existsSync } from 'node:fs'
import { calls } from '#processes/calls.ts'
import { papersOf } from '#processes/certificates/folder.ts'
import { isOfHosts } from '#processes/host-settings.ts'
import type { Installation } from './installation.ts'
import { isHere, rowsOf } from './of-this-host.ts'

/** What is missing for calls between hosts, one sentence each. */
export function hostProblems(installation: Installation): string[] {
  const { env, callsDir } = installation
  const rows = rowsOf(installation)
  const away = Object.entries(calls as Record<string, object>).flatMap(([server, callers]) => {
    const at = `${server.toUpperCase()}_AT`
    const asks = rows.some(({ name, settings }) => name in callers && settings.includes(at))
    return asks && !isHere(installation, server) && !env[at]
      ? [`${at} must say where the ${server} is (tls://host:port), since it is not started here.`]
      : []
  })
  const bare = rows.flatMap(({ name, settings }) => {
    const needs = settings.some((setting) => isOfHosts(setting) && env[setting])
    const path = papersOf(callsDir, name)
    return needs && !existsSync(path)
      ? [`${path} is missing; \`dozo certificates issue\` makes it, where the authority is.`]
      : []
  })
  const isBlind =
    isHere(installation, 'monitor') && !isHere(installation, 'gateway') && !env.MONITOR_GATEWAY
  const blind = 'MONITOR_GATEWAY must say where the gateway is, since it is not started here.'
  return [...away, ...bare, ...(isBlind ? [blind] : [])]
}
