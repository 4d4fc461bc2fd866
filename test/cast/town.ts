import { request } from 'node:http'
import { inject } from 'vitest'
import { type Books, booksOf } from './books.ts'
import type { TownName } from './keeper.ts'
import { type Letter, lettersTo } from './letters.ts'
import type { TownFacts } from './run-town.ts'
import { type Visitor, visitorOf } from './visitor.ts'

const askMillis = 240_000

/** A whole running Dozo as a test sees it. */
export interface Town extends TownFacts {
  origins: Origins
  /** Both databases and the provider's record, for those who check. */
  books: Books
  /** Somebody with a browser without scripts, from an address of their own. */
  visitor(): Visitor
  /** The newest letter to this mailbox that fits, waited for. */
  letterTo(address: string, fits?: (letter: Letter) => boolean, millis?: number): Promise<Letter>
  allLettersTo(address: string): Promise<Letter[]>
}

export interface Origins {
  shop: string
  account: string
  pay: string
  console: string
  provider: string
  mailbox: string
}

/** The town of that name; the first to ask waits until it is open. */
export async function theTown(name: TownName = 'shared'): Promise<Town> {
  return townAt(await askKeeper(name))
}

/** The same for a town that was started by other means. */
export function townAt(facts: TownFacts): Town {
  const { port } = facts
  const origins: Origins = {
    shop: `http://localhost:${port}`,
    account: `http://account.localhost:${port}`,
    pay: `http://pay.localhost:${port}`,
    console: `http://console.localhost:${port}`,
    provider: `http://provider.localhost:${port + 1}`,
    mailbox: `http://mailbox.localhost:${port + 2}`,
  }
  const letters = lettersTo(origins.mailbox)
  return {
    ...facts,
    origins,
    books: booksOf(facts, origins.provider),
    visitor: () => visitorOf(origins),
    letterTo: letters.next,
    allLettersTo: letters.all,
  }
}

function askKeeper(name: TownName): Promise<TownFacts> {
  const options = { socketPath: inject('townKeeper'), path: `/${name}`, timeout: askMillis }
  return new Promise((resolve, reject) => {
    const asked = request(options, async (answer) => {
      const chunks: Buffer[] = []
      for await (const chunk of answer) chunks.push(chunk)
      const text = Buffer.concat(chunks).toString('utf8')
      if (answer.statusCode === 200) resolve(JSON.parse(text))
      else reject(new Error(text))
    })
    asked.on('error', reject)
    asked.end()
  })
}
