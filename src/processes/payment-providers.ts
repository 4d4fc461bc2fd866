import { sandboxProvider } from '#adapters/payments/sandbox.ts'
import type { Clock } from '#lib/clock.ts'
import { ConfigError } from '#lib/config-error.ts'
import type { PaymentProvider } from '#market/payments/port.ts'

/** What `payment-settings.ts` says about providers. */
export interface ProviderSettings {
  PAYMENT_PROVIDERS: readonly string[]
  PROVIDER_ORIGIN: readonly string[]
  SANDBOX_PROVIDER_SECRET_KEY?: string | undefined
  SANDBOX_PROVIDER_WEBHOOK_SECRET?: string | undefined
  PROVIDER_ANSWER_SECONDS?: number | undefined
  DOZO_PRODUCTION: boolean
}

type OpenProvider = PaymentProvider & { close(): void }

/**
 * The providers PAYMENT_PROVIDERS names, in its order; `none` alone is a market where nothing can
 * be paid yet, so that it can be set up and looked at before there is a contract.
 *
 * ConfigError for a name without an adapter, for the sandbox in production, and for a setting
 * that a named provider lacks.
 */
export function paymentProviders(settings: ProviderSettings, clock: Clock): OpenProvider[] {
  if (settings.PAYMENT_PROVIDERS.join() === 'none') return []
  const strange = settings.PAYMENT_PROVIDERS.filter((name) => name !== 'sandbox')
  if (strange.length > 0) {
    throw new ConfigError(
      strange.map((name) => `PAYMENT_PROVIDERS: there is no adapter for ${name} yet.`),
    )
  }
  return settings.PAYMENT_PROVIDERS.map(() => sandbox(settings, clock))
}

/** The practice provider is the first origin of the list, as for the vault's order mail. */
function sandbox(settings: ProviderSettings, clock: Clock): OpenProvider {
  if (settings.DOZO_PRODUCTION) {
    throw new ConfigError([
      'PAYMENT_PROVIDERS must name real providers in production; the sandbox takes no money.',
    ])
  }
  const missing: string[] = []
  const wanted = (name: string, value: string | undefined) => {
    if (value === undefined) missing.push(`${name} is not set, and the sandbox needs it.`)
    return value ?? ''
  }
  const origin = wanted('PROVIDER_ORIGIN', settings.PROVIDER_ORIGIN[0])
  const key = wanted('SANDBOX_PROVIDER_SECRET_KEY', settings.SANDBOX_PROVIDER_SECRET_KEY)
  const webhookSecret = wanted(
    'SANDBOX_PROVIDER_WEBHOOK_SECRET',
    settings.SANDBOX_PROVIDER_WEBHOOK_SECRET,
  )
  if (missing.length > 0) throw new ConfigError(missing)
  const { PROVIDER_ANSWER_SECONDS: seconds } = settings
  const answerMillis = seconds === undefined ? {} : { answerMillis: seconds * 1_000 }
  return sandboxProvider({ origin, key, webhookSecret, clock, ...answerMillis })
}
