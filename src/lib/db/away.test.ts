import assert from 'node:assert/strict'
import { test } from 'vitest'
import { isDatabaseAway } from '#lib/db/away.ts'

const failed = (message: string, more = {}) => Object.assign(new Error(message), more)

test('a server that cannot be reached, shuts down or starts is away', () => {
  for (const error of [
    failed('connect ECONNREFUSED', { code: 'ECONNREFUSED', syscall: 'connect' }),
    failed('connect ENOENT /run/.s.PGSQL.5432', { code: 'ENOENT', syscall: 'connect' }),
    failed('terminating connection due to administrator command', { code: '57P01' }),
    failed('the database system is starting up', { code: '57P03' }),
    failed('not currently accepting connections', { code: '55000', severity: 'FATAL' }),
    failed('Connection terminated unexpectedly'),
    failed('timeout exceeded when trying to connect'),
    failed('Query read timeout'),
    failed('Client was closed and is not queryable'),
  ]) {
    assert.equal(isDatabaseAway(error), true, error.message)
  }
})

test('a wrong statement, a missing file and our own mistakes are not', () => {
  for (const error of [
    failed('column does not exist', { code: '42703' }),
    failed('permission denied', { code: '42501' }),
    failed('no such file', { code: 'ENOENT', syscall: 'open' }),
    new RangeError('price'),
    'text',
    undefined,
  ]) {
    assert.equal(isDatabaseAway(error), false)
  }
})
