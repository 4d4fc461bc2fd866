import assert from 'node:assert/strict'
import { test } from 'vitest'
import { z } from 'zod'
import { readConfig } from '#lib/config.ts'
import { ConfigError } from '#lib/config-error.ts'

const settings = z.object({
  DATABASE_URL: z.url(),
  HOLD_MINUTES: z.coerce.number().int().min(1).max(1440).default(30),
  MAIL: z.enum(['practice', 'relay']).default('practice'),
  HOSTS: z
    .string()
    .default('a,b')
    .transform((text) => text.split(',')),
})
const url = 'postgres://localhost/market'

function sentences(env: Record<string, string>): readonly string[] {
  try {
    readConfig(settings, env)
  } catch (thrown) {
    assert.ok(thrown instanceof ConfigError)
    return thrown.sentences
  }
  return []
}

test('settings have their defaults, and nothing else of the environment is read', () => {
  const config = readConfig(settings, { DATABASE_URL: url, PATH: '/bin', MAIL: '' })
  assert.deepEqual(config, {
    DATABASE_URL: url,
    HOLD_MINUTES: 30,
    MAIL: 'practice',
    HOSTS: ['a', 'b'],
  })
})

test('nobody changes a setting once it is read', () => {
  const config = readConfig(settings, { DATABASE_URL: url })
  assert.throws(() => Object.assign(config, { MAIL: 'relay' }), TypeError)
  assert.throws(() => config.HOSTS.push('c'), TypeError)
})

test('every wrong setting has a sentence that names it and keeps its value to itself', () => {
  const secret = 'hunter2'
  const said = sentences({ DATABASE_URL: secret, HOLD_MINUTES: '0', MAIL: secret })
  assert.equal(said.length, 3)
  assert.match(said[0] ?? '', /^DATABASE_URL is wrong: /)
  assert.match(said[1] ?? '', /^HOLD_MINUTES is wrong: .*1/)
  assert.match(said[2] ?? '', /^MAIL is wrong: must be one of practice, relay\.$/)
  assert.ok(!said.join().includes(secret))
  assert.match(sentences({})[0] ?? '', /^DATABASE_URL is not set\./)
})
