import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { backupsIn } from '#processes/backup/manifest.ts'
import { pruneBackups } from '#processes/backup/prune.ts'
import { openShop, type Shop } from './ground.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.close())

const said: string[] = []
const prune = () =>
  pruneBackups({
    place: shop.place,
    register: { server: shop.databases.server, database: shop.databases.nameOf('vault') },
    clock: shop.clock,
    say: (line) => said.push(line),
  })
const believedAt = (at: Date) =>
  shop.look(
    `insert into clock_marks (reckoned_at) values ($1)
      on conflict (one) do update set reckoned_at = excluded.reckoned_at`,
    [at],
  )

test('a clock that leapt removes no backup, whether the vault runs or not', async () => {
  const { manifest } = await shop.backup()
  await believedAt(new Date(manifest.vaultAt))
  shop.clock.set(manifest.keepUntil)
  assert.deepEqual(await prune(), [])
  assert.match(said.join(), /no old backup is removed: the clock says .+ the vault last believed /)

  await believedAt(shop.clock())
  await shop.look(
    `insert into clock_doubts (id, cause, clock_at, reckoned_at)
      values (gen_random_uuid(), 'witness', now(), now())`,
  )
  assert.deepEqual(await prune(), [])
  assert.equal(backupsIn(shop.place).length, 1)

  await shop.look(`update clock_doubts set ended_at = now(), outcome = 'mended'`)
  assert.equal((await prune()).length, 1)
  assert.equal(backupsIn(shop.place).length, 0)
})
