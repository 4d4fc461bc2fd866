/** What a production start looks at before it starts anything. */
export type ProductionFacts = {
  secretsAreForPractice: boolean
  hasDemoTown: boolean
  providers: string | undefined
  smtpUrl: string | undefined
  stopAt: string | undefined
  /** A certificate and its key, or the proxy before us that has them. */
  hasTls: boolean
  origins: Record<string, string | undefined>
}

/** Every reason not to start for production, one sentence each; none means go on. */
export function productionRefusals(facts: ProductionFacts): string[] {
  const { providers, smtpUrl, origins } = facts
  const refusals: [boolean, string][] = [
    [
      facts.secretsAreForPractice,
      'The secrets in this data folder were made for practice; start with an empty DOZO_DATA.',
    ],
    [facts.hasDemoTown, 'The demo town is in these databases; start with empty ones.'],
    [
      providers === undefined || /(?:^|,)\s*sandbox\s*(?:,|$)/.test(providers),
      'PAYMENT_PROVIDERS must name real providers; the sandbox takes no money.',
    ],
    [
      smtpUrl === undefined || /\/\/(?:127\.|localhost)/.test(smtpUrl),
      'SMTP_URL must be set to a relay that delivers; the practice mailbox keeps all letters.',
    ],
    [facts.stopAt !== undefined, 'DOZO_STOP_AT is for kill tests only; unset it.'],
    [
      !facts.hasTls,
      'Set TLS_CERTIFICATE and TLS_KEY, or TRUSTED_PROXY, the address of a proxy that does TLS.',
    ],
    ...Object.entries(origins).map(([name, value]): [boolean, string] => [
      !isPublicOrigin(value),
      `${name} must be the https origin people see, for example https://shop.example.`,
    ]),
  ]
  return refusals.filter(([isSo]) => isSo).map(([, sentence]) => sentence)
}

function isPublicOrigin(value: string | undefined): boolean {
  const url = value === undefined ? null : URL.parse(value)
  return url?.protocol === 'https:' && url.origin === value && !url.hostname.endsWith('localhost')
}
