import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'
import { callersOf } from '#processes/callers.ts'
import { processes } from '#processes/table.ts'
import { folders } from '../../bin/documents/deployed.ts'
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

test('the target starts every unit, and each comes back however often it falls', () => {
  const target = made['deploy/systemd/dozo.target']!
  for (const { name } of processes) {
    assert.match(target, new RegExp(`^Wants=.*dozo-${name}\\.service`, 'm'))
    const unit = made[`deploy/systemd/dozo-${name}.service`]!
    assert.match(unit, new RegExp(`^ConditionPathExists=/etc/dozo/${name}\\.env$`, 'm'))
    assert.match(unit, /^StartLimitIntervalSec=0$/m)
    assert.match(unit, /^Restart=always$/m)
    assert.match(unit, /^RestartPreventExitStatus=78$/m)
  }
})

test('every file and folder that a row names has a place in its unit', () => {
  for (const { name, reads } of processes) {
    const unit = made[`deploy/systemd/dozo-${name}.service`]!
    for (const setting of reads.filter((each) => each !== 'CALLS_CERTIFICATE')) {
      assert.ok(unit.includes(`--allow-fs-read=${folders[setting]} `), `${name} ${setting}`)
    }
  }
  const all = Object.values(folders)
  const alike = all.filter((path) => all.some((other) => other !== path && other.startsWith(path)))
  assert.deepEqual(alike, [], 'Node would let nobody into the shorter one')
  const tmpfiles = made['deploy/systemd/tmpfiles.conf']!
  assert.match(tmpfiles, /^d \/etc\/dozo 0711 root root -$/m)
  assert.match(tmpfiles, /^d \/etc\/dozo\/tls 0750 root dozo-gateway -$/m)
})

/** Of the folders with files that somebody else renews. */
const readers = { tls: 'gateway', vault: 'vault', monitor: 'monitor' }

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
    for (const [folder, reader] of Object.entries(readers)) {
      const isMounted = service.includes(`:/etc/dozo/${folder}:ro`)
      assert.equal(isMounted, row.name === reader, `${row.name} ${folder}`)
    }
    assert.match(service, /read_only: true/)
    assert.match(service, /cap_drop: \[ALL\]/)
    const isOutside = ['payments', 'mailer', 'gateway', 'monitor'].includes(row.name)
    assert.equal(service.includes('network_mode: none'), !isOutside, row.name)
  }
})
