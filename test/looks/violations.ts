import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type axe from 'axe-core'
import type { Page } from 'playwright-core'

/** The packed one, less than half as long: every page that is looked at reads it anew. */
const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** One place in a page that breaks a rule. */
export interface Violation {
  id: string
  target: string
  html: string
  message: string
}

export interface Wish {
  /** Sets of rules, as axe names them; all that are on by themselves when there are none. */
  rules?: readonly string[]
  /** Parts of the page that are not ours. */
  except?: readonly string[]
}

/** What axe finds wrong in the page as it stands now. */
export async function violationsIn(page: Page, wish: Wish): Promise<Violation[]> {
  await page.evaluate(source)
  const found = await page.evaluate(
    async ({ rules, except }) => {
      const tool = (globalThis as unknown as { axe: typeof axe }).axe
      const { violations } = await tool.run(except ? { exclude: [...except] } : document, {
        ...(rules && { runOnly: [...rules] }),
        // Only these are told in full; the rest is worked out by the same rules and left at that.
        resultTypes: ['violations'],
      })
      return violations
    },
    { rules: wish.rules, except: wish.except },
  )
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html, any }) => ({
      ...{ id, target: target.join(' '), html },
      message: any[0]?.message ?? '',
    })),
  )
}
