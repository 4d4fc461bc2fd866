import type { z } from 'zod'
import { ConfigError } from '#lib/config-error.ts'

/**
 * Reads the settings a schema names out of the environment, once, and freezes them.
 *
 * Others are ignored, an empty text counts as not set. Throws ConfigError, whose sentences name
 * the setting and what it must be and never repeat its value, which may be a secret.
 */
export function readConfig<S extends z.ZodObject>(
  schema: S,
  env: Readonly<Record<string, string | undefined>>,
): Readonly<z.output<S>> {
  const given: Record<string, string> = {}
  for (const name of Object.keys(schema.shape)) {
    const value = Object.hasOwn(env, name) ? env[name] : undefined
    if (value !== undefined && value !== '') given[name] = value
  }
  const read = schema.safeParse(given)
  if (read.success) return deepFreeze(read.data)
  throw new ConfigError(read.error.issues.map((issue) => sentence(issue, given)))
}

function sentence(issue: z.core.$ZodIssue, given: Record<string, string>): string {
  const name = String(issue.path[0] ?? 'settings')
  if (issue.path.length === 1 && !Object.hasOwn(given, name)) {
    return `${name} is not set. Set it in the environment; see docs/settings.md.`
  }
  return `${name} is wrong: ${wanted(issue)}.`
}

/** Zod's own messages name the limit or form, except where they would repeat what came. */
function wanted(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`
  if (issue.code === 'unrecognized_keys') return 'has parts that are not known'
  return issue.message
}

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value
  for (const each of Object.values(value)) deepFreeze(each)
  return Object.freeze(value)
}
