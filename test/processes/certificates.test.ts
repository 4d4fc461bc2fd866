import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'vitest'
import { readPapers } from '#lib/call/identity.ts'
import { certificatesCommand } from '#processes/certificates/commands.ts'
import { papersOf } from '#processes/certificates/folder.ts'
import {
  issuePapers,
  NotIssued,
  namesOfCalls,
  standingOf,
} from '#processes/certificates/issue-papers.ts'
import { readInstallation } from '#processes/supervisor/installation.ts'

let callsDir: string
beforeEach(() => {
  callsDir = mkdtempSync(join(tmpdir(), 'papers-'))
})
afterEach(() => rmSync(callsDir, { recursive: true }))

const now = new Date('2026-11-22T09:00:00Z')
const placeAt = (at = now) => ({
  callsDir,
  authorityDir: join(callsDir, 'authority'),
  clock: () => at,
})
const everybody = { names: namesOfCalls(), days: 90, isAnew: false }
const papers = (name: string) => readPapers(readFileSync(papersOf(callsDir, name), 'utf8'))
const bytes = (path: string) => readFileSync(join(callsDir, path), 'utf8')

test('every process that calls or is called has papers, and the supervisor none', () => {
  const names = ['accounts', 'console', 'gateway', 'mailer', 'monitor', 'payments', 'storefront']
  assert.deepEqual(namesOfCalls(), [...names, 'vault'])
})

test('papers are made once for each process, for its owner alone, under one authority', () => {
  issuePapers(placeAt(), everybody)
  const authority = bytes('authority/key.pem')
  for (const name of namesOfCalls()) {
    const made = papers(name)
    assert.equal(made.name, name)
    assert.equal(made.until.toISOString(), '2027-02-20T09:00:00.000Z')
    assert.equal(statSync(papersOf(callsDir, name)).mode & 0o777, 0o600)
    assert.ok(!bytes(`${name}/papers.pem`).includes(authority.split('\n')[1]!))
  }
  assert.equal(statSync(join(callsDir, 'authority')).mode & 0o777, 0o700)
  assert.equal(statSync(join(callsDir, 'authority/key.pem')).mode & 0o777, 0o600)
})

test('a renewal leaves the authority and everybody else’s papers as they are', () => {
  issuePapers(placeAt(), everybody)
  const [authority, mailer] = [bytes('authority/certificate.pem'), bytes('mailer/papers.pem')]
  const before = papers('accounts')
  issuePapers(placeAt(), { ...everybody, names: ['accounts'] })
  assert.notEqual(papers('accounts').key, before.key)
  assert.equal(bytes('authority/certificate.pem'), authority)
  assert.equal(bytes('mailer/papers.pem'), mailer)
})

test('a new authority takes the worth of all that was issued before', () => {
  issuePapers(placeAt(), everybody)
  const stolen = papers('accounts')
  issuePapers(placeAt(), { ...everybody, isAnew: true })
  const { authorities } = papers('vault')
  assert.equal(authorities.length, 1)
  assert.notEqual(String(authorities[0]), String(stolen.authorities[0]))
})

test('without the authority’s key nothing is issued, least of all a second authority', () => {
  issuePapers(placeAt(), everybody)
  rmSync(join(callsDir, 'authority'), { recursive: true })
  const before = bytes('vault/papers.pem')
  assert.throws(() => issuePapers(placeAt(), everybody), NotIssued)
  assert.equal(bytes('vault/papers.pem'), before)
})

test('the command says until when each is good, and fails two weeks before one ends', async () => {
  const installation = readInstallation('/nowhere', { CALLS_DIR: callsDir }, false)
  const run = (words: string[], options: [string, string][] = []) =>
    certificatesCommand({ installation, words, isJson: true, options: new Map(options) })
  assert.equal(await run(['issue']), 0)
  assert.equal(await run(['status']), 0)
  assert.equal(await run(['issue', 'mailer'], [['days', '10']]), 1)
  assert.equal(await run([]), 1)
  assert.equal(standingOf(placeAt(new Date())).find(({ name }) => name === 'mailer')!.days, 9)
  assert.equal(await run(['issue', 'nobody']), 64)
  assert.equal(await run(['issue'], [['days', '400']]), 64)
  assert.equal(await run(['revoke']), 64)
})
