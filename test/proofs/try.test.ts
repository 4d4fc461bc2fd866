import { test } from 'vitest'
import { theTown } from '#test/cast/town.ts'
import { buysAsGuest } from '#test/cast/purchase.ts'
test('x', async () => {
  const town = await theTown()
  console.log(await town.books.sql('market','select count(*) from works'), town.port)
  const buyer = town.visitor()
  const front = await buyer.open(`${town.origins.shop}/`)
  const works = [...front.text.matchAll(/href="\/works\/([0-9a-f-]{36})"/g)].map(m=>m[1]!)
  console.log(front.status, works.length)
  const t=Date.now()
  const done = await buysAsGuest(buyer, works.slice(0,1), { address: 'a-guest@people.example' })
  console.log(Date.now()-t)
  console.log(done.page.status, done.page.url, done.page.text.replace(/<[^>]+>/g,' ').replace(/\s+/g,' '))
  console.log(await town.letterTo('a-guest@people.example'))
  console.log(JSON.stringify(await town.books.providerRecord()))
}, 200000)
