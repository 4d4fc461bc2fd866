import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { addMoney, decimalText, minorUnits, money, yen } from '#lib/money.ts'
import { splitSale } from '#market/pricing/split-sale.ts'
import { taxOf } from '#market/pricing/tax.ts'
import {
  balances,
  giveUp,
  type LedgerStory,
  lastPostings,
  ledgerStory,
  pay,
  refund,
  returnLateMoney,
  sell,
  sellToAnother,
} from './ledger-story.ts'
import { type PracticeMarket, practiceMarket } from './market.ts'

const text = readFileSync(join(import.meta.dirname, '../../docs/money.md'), 'utf8')
const known = { assert, addMoney, decimalText, minorUnits, money, yen, splitSale, taxOf }

let market: PracticeMarket
beforeAll(async () => {
  market = await practiceMarket()
})
afterAll(() => market.end())

function blocks(language: string): { line: number; body: string }[] {
  const found = text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))
  return [...found].map((match) => ({
    line: text.slice(0, match.index).split('\n').length + 1,
    body: match[1]!,
  }))
}

for (const { line, body } of blocks('ts')) {
  test(`docs/money.md, line ${line}: the example is true`, () => {
    const run = new Function(...Object.keys(known), stripTypeScriptTypes(body))
    run(...Object.values(known))
  })
}

for (const { line, body } of blocks('ledger')) {
  test(`docs/money.md, line ${line}: these are the postings`, async () => {
    const story = ledgerStory(market)
    for (const { step, postings } of stepsIn(body)) {
      const told = await live(story, step)
      if (postings) assert.deepEqual(told, postings, step)
    }
  })
}

test('docs/money.md has examples of both kinds', () => {
  assert.ok(blocks('ts').length >= 3)
  assert.ok(blocks('ledger').length >= 5)
})

interface Step {
  step: string
  /** What the document says was posted, by account. */
  postings?: Record<string, bigint>
}

/** `= kind` and the lines after it say what the step before it posted. */
function stepsIn(body: string): Step[] {
  const steps: Step[] = []
  for (const line of body.trim().split('\n')) {
    const posting = /^(\S+:\S+)\s+(-?\d+)$/.exec(line)
    if (posting) steps.at(-1)!.postings![posting[1]!] = BigInt(posting[2]!)
    else if (line.startsWith('= ')) steps.push({ step: line, postings: {} })
    else steps.push({ step: line })
  }
  return steps
}

const price = /(\d+) by (\w+)/g

async function live(story: LedgerStory, step: string): Promise<unknown> {
  if (step === '= balance') return balances(story)
  if (step.startsWith('= ')) return lastPostings(story, step.slice(2))
  const lines = [...step.matchAll(price)].map(([, yen, seller]) => ({
    price: Number(yen),
    seller: seller!,
  }))
  if (lines.length > 0) return sell(story, lines, step.includes('last copy') ? 1 : undefined)
  if (step === 'pay' || step === 'pay nothing') return pay(story)
  if (step === 'give up') return giveUp(story)
  if (step === 'sold to somebody else') return sellToAnother(story)
  if (step === 'return late money') return returnLateMoney(story)
  const part = /^refund (\d+)$/.exec(step)
  assert.ok(part, `docs/money.md says “${step}”, which no test understands`)
  return refund(story, Number(part[1]))
}
