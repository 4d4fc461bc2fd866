import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { type MadePage, PageCache } from './page-cache.ts'

const made = (text: string, ...tags: string[]): MadePage => ({
  body: Buffer.from(text),
  headers: {},
  etag: `"${text}"`,
  tags,
})

function cacheAt(clock = { now: 0 }, limits = {}) {
  const all = { maxBytes: 1000, maxPages: 10, maxAgeMillis: 1000, ...limits }
  const cache = new PageCache(all, () => clock.now)
  cache.resume()
  return cache
}

const textOf = async (cache: PageCache, key: string, page: MadePage) =>
  (await cache.page(key, async () => page))?.body.toString()

test('a page is made once and then kept', async () => {
  const cache = cacheAt()
  assert.equal(await textOf(cache, 'a', made('one')), 'one')
  assert.equal(await textOf(cache, 'a', made('two')), 'one')
})

test('a change of what a page shows makes it stale, and no other', async () => {
  const cache = cacheAt()
  await textOf(cache, 'a', made('old', 'work:1', 'seller:1'))
  await textOf(cache, 'b', made('other', 'work:2'))
  cache.drop('work:1')
  assert.equal(await textOf(cache, 'a', made('new', 'work:1')), 'new')
  assert.equal(await textOf(cache, 'b', made('newer')), 'other')
})

test('a page read before a change and finished after it is not kept', async () => {
  const cache = cacheAt()
  const slow = Promise.withResolvers<MadePage>()
  const first = cache.page('a', () => slow.promise)
  cache.drop('work:1')
  slow.resolve(made('old', 'work:1'))
  assert.equal((await first)?.body.toString(), 'old')
  assert.equal(await textOf(cache, 'a', made('new', 'work:1')), 'new')
})

test('who asks after a change does not wait for a page begun before it', async () => {
  const cache = cacheAt()
  const slow = Promise.withResolvers<MadePage>()
  void cache.page('a', () => slow.promise)
  cache.drop('work:1')
  assert.equal(await textOf(cache, 'a', made('new')), 'new')
  slow.resolve(made('old'))
})

test('a hundred who ask at once cause one making', async () => {
  const cache = cacheAt()
  let makings = 0
  const make = async () => {
    makings += 1
    return made('page')
  }
  await Promise.all(Array.from({ length: 100 }, () => cache.page('a', make)))
  assert.equal(makings, 1)
})

test('a page that is not there is asked for again', async () => {
  const cache = cacheAt()
  assert.equal(await cache.page('a', async () => undefined), undefined)
  assert.equal(await textOf(cache, 'a', made('here now')), 'here now')
})

test('a failed making fails those who wait, and is tried again', async () => {
  const cache = cacheAt()
  await assert.rejects(cache.page('a', () => Promise.reject(new Error('database away'))))
  assert.equal(await textOf(cache, 'a', made('back')), 'back')
})

test('without news of changes nothing is kept', async () => {
  const cache = cacheAt()
  await textOf(cache, 'a', made('old'))
  cache.pause()
  assert.equal(await textOf(cache, 'a', made('now')), 'now')
  assert.equal(await textOf(cache, 'a', made('later')), 'later')
})

test('while the database is away the last known page is shown, and not a day longer', async () => {
  const cache = cacheAt()
  await textOf(cache, 'a', made('last'))
  cache.pause()
  const away = () => Promise.reject(new Error('database away'))
  assert.equal((await cache.page('a', away))?.body.toString(), 'last')
  await assert.rejects(cache.page('b', away))
  cache.resume()
  await assert.rejects(cache.page('a', away))
  assert.equal(await textOf(cache, 'a', made('new')), 'new')
})

test('a page is made again after its time', async () => {
  const clock = { now: 0 }
  const cache = cacheAt(clock)
  await textOf(cache, 'a', made('old'))
  clock.now = 1000
  assert.equal(await textOf(cache, 'a', made('new')), 'new')
})

test('whatever is asked and changed, the cache stays within its bounds', async () => {
  const step = fc.oneof(
    fc.record({ ask: fc.integer({ min: 0, max: 30 }), bytes: fc.integer({ min: 1, max: 400 }) }),
    fc.record({ change: fc.integer({ min: 0, max: 30 }) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 80 }), async (steps) => {
      const cache = cacheAt()
      for (const each of steps) {
        if ('change' in each) cache.drop(`work:${each.change}`)
        else {
          const page = made('x'.repeat(each.bytes), `work:${each.ask}`)
          await cache.page(`${each.ask}`, async () => page)
        }
        assert.ok(cache.size.bytes <= 1000 && cache.size.pages <= 10)
        assert.ok(cache.size.pages > 0 || cache.size.bytes === 0)
      }
    }),
    { numRuns: 50 },
  )
})
