import type { PayMethod, PaymentProvider } from '#market/payments/port.ts'

/** The providers this market is set up with. */
export interface Providers {
  readonly all: readonly PaymentProvider[]
  /** Every origin a hand-off may lead to: `form-action` of the pay page, and our own list. */
  readonly hosts: readonly string[]
  /** Which ways to pay there are, in the order of the providers. */
  readonly methods: readonly PayMethod[]
  /** RangeError for a name that is not set up: an intent's provider must stay until it ends. */
  named(name: string): PaymentProvider
  /** The first provider that takes this method, or undefined. */
  taking(method: PayMethod): PaymentProvider | undefined
}

const lastingName = /^[a-z0-9-]{1,40}$/

/** In the order of preference: the first that takes a method gets it. */
export function providerRegistry(providers: readonly PaymentProvider[]): Providers {
  const byName = new Map(providers.map((each) => [each.name, each]))
  if (byName.size !== providers.length) throw new RangeError('two providers have one name')
  for (const name of byName.keys()) {
    if (!lastingName.test(name)) throw new RangeError(`not a name for a ledger account: ${name}`)
  }
  return {
    all: providers,
    hosts: [...new Set(providers.flatMap((each) => each.hosts))],
    methods: [...new Set(providers.flatMap((each) => each.methods))],
    named(name) {
      const provider = byName.get(name)
      if (!provider) throw new RangeError(`no payment provider is called ${name}`)
      return provider
    },
    taking: (method) => providers.find((each) => each.methods.includes(method)),
  }
}
