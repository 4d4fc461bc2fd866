import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, test } from 'vitest'
import { processes } from '#processes/table.ts'
import { type Town, theTown } from '#test/cast/town.ts'

let town: Town
beforeAll(async () => {
  town = await theTown()
}, 240_000)

/** What the running process was started with. */
function flagsOf(name: string): string[] {
  const status = JSON.parse(readFileSync(join(town.data, 'run/status.json'), 'utf8'))
  const { pid } = status.processes.find((each: { name: string }) => each.name === name)
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')
}

test('every process runs under Node’s permissions; only the one with pictures loads native code', () => {
  for (const { name } of processes) {
    const flags = flagsOf(name)
    assert.ok(flags.includes('--permission'), name)
    assert.equal(flags.includes('--allow-addons'), name === 'worker', name)
    assert.ok(!flags.includes('--allow-child-process'), name)
  }
})

test('only the vault may touch the ring, and nobody but the supervisor the secrets', () => {
  for (const { name } of processes) {
    const allowed = flagsOf(name).filter((flag) => flag.startsWith('--allow-fs-'))
    const paths = allowed.map((flag) => flag.replace(/^[^=]+=/, '').replace(/\/\*$/, ''))
    const reaches = (path: string) => paths.some((each) => `${path}/`.startsWith(`${each}/`))
    assert.equal(reaches(join(town.data, 'ring')), name === 'vault', name)
    assert.equal(reaches(join(town.data, 'secrets')), false, name)
    assert.equal(reaches(join(town.data, 'files')), /^(?:storefront|worker)$/.test(name), name)
  }
})
