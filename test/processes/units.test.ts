import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'
import { callersOf } from '#processes/callers.ts'
import { processes } from '#processes/table.ts'
import { documents } from '../../bin/write-docs.ts'

const root = join(import.meta.dirname, '../..')
const made = documents(root)
const hasSystemd = spawnSync('systemd-analyze', ['--version']).status === 0

/** By systemd's own scale from 0 to 10: walls all around, and walls with a door to the network. */
const mostExposed = { shut: 0.5, connected: 1.5 }

test.skipIf(!hasSystemd)('systemd finds every unit well shut', () => {
  const units = join(root, 'deploy/systemd')
  for (const name of readdirSync(units).filter((each) => each.endsWith('.service'))) {
    const words = ['security', '--offline=true', '--no-pager', join(units, name)]
    const said = execFileSync('systemd-analyze', words, { encoding: 'utf8' })
    const exposure = Number(/exposure level for \S+: ([\d.]+)/.exec(said)?.[1])
    const isShut = made[`deploy/systemd/${name}`]!.includes('PrivateNetwork=yes')
    assert.ok(exposure <= mostExposed[isShut ? 'shut' : 'connected'], `${name}: ${exposure}`)
  }
})

test('a container sees the sockets, the folders and the network of its row, and no more', () => {
  const compose = made['deploy/containers/compose.yaml']!
  for (const row of processes) {
    const [, service = ''] = new RegExp(`\\n  ${row.name}:\\n((?:    .*\\n)+)`).exec(compose) ?? []
    const mounted = [...service.matchAll(/- \S+:\/run\/dozo\/(\S+)\/for-(\S+)/g)]
    for (const [, server = '', caller = ''] of mounted) {
      assert.ok(server === row.name || caller === row.name, `${row.name}: ${server}/${caller}`)
      assert.ok(callersOf(server).includes(caller))
    }
    assert.equal(service.includes(':/var/lib/dozo/ring'), row.name === 'vault', row.name)
    assert.match(service, /read_only: true/)
    assert.match(service, /cap_drop: \[ALL\]/)
    const isOutside = ['payments', 'mailer', 'gateway', 'monitor'].includes(row.name)
    assert.equal(service.includes('network_mode: none'), !isOutside, row.name)
  }
})
