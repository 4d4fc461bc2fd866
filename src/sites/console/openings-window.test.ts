import assert from 'node:assert/strict'
import { test } from 'vitest'
import { messages } from '#sites/ui/messages.ts'
import { openings } from '#trust/vault/purposes.ts'
import { openers, usualWindow, windowChoice, windowQuery } from './openings-window.ts'
import { windowCsv } from './openings-window-csv.ts'

const now = new Date('2026-04-01T00:30:20Z')

test('without a choice it is the last day, in Tokyo, to the minute that has begun', () => {
  const { chosen, window } = windowChoice({}, now)
  assert.deepEqual(chosen, { from: '2026-03-31T09:31', to: '2026-04-01T09:31', by: '' })
  assert.equal(window?.to, Date.parse('2026-04-01T00:31:00Z'))
  assert.deepEqual(window?.principals, openers)
  assert.deepEqual(usualWindow(1, now), { from: '2026-04-01T08:31', to: '2026-04-01T09:31' })
})

test('what is no window is said at its field, and nothing is asked', () => {
  const problemsOf = (from: string, to: string) => {
    const { problems, window } = windowChoice({ from, to }, now)
    assert.equal(window, undefined)
    return problems
  }
  const good = '2026-03-01T10:00'
  assert.deepEqual(problemsOf('yesterday', good), { from: 'moment' })
  assert.deepEqual(problemsOf(good, ''), { to: 'moment' })
  assert.deepEqual(problemsOf('2026-02-31T10:00', '2026-13-01T10:00'), {
    from: 'moment',
    to: 'moment',
  })
  assert.deepEqual(problemsOf(good, good), { to: 'order' })
  assert.deepEqual(problemsOf('2024-01-01T00:00', good), { to: 'too-long' })
})

test('every process that may open something can be chosen', () => {
  const all = new Set(Object.values(openings).map(({ principal }) => principal))
  assert.deepEqual(openers, [...all].sort())
})

test('a process that there is not is every process', () => {
  const range = { from: '2026-03-01T10:00', to: '2026-03-01T11:00' }
  assert.deepEqual(windowChoice({ ...range, by: 'gateway' }, now).window?.principals, openers)
  const { chosen, window } = windowChoice({ ...range, by: 'mailer' }, now)
  assert.deepEqual(window?.principals, ['mailer'])
  assert.deepEqual(
    windowChoice(Object.fromEntries(new URLSearchParams(windowQuery(chosen))), now).window,
    window,
  )
})

test('the file has every row with its words, and together as many people as there are', () => {
  const row = { principal: 'accounts', purpose: 'receipt', kind: 'contact', count: 1200, people: 7 }
  const other = { ...row, purpose: 'of"tomorrow', kind: '', count: 3, people: 6 }
  const lines = windowCsv({ openings: [row, other], people: 8 }, messages('en')).split('\r\n')
  assert.equal(lines.length, 5)
  assert.ok(lines[0]!.startsWith('\uFEFF"principal","purpose","kind",'))
  assert.match(lines[1]!, /^"accounts","receipt","contact",.*"To show a receipt".*"1200","7"$/)
  assert.match(lines[2]!, /"of""tomorrow"/)
  assert.match(lines[3]!, /"1203","8"$/)
})
