import type { Installation } from './installation.ts'
import { practiceOrigins } from './settings.ts'

/** Where people find each site, by the name they know it by. */
export function urlsOf({ production, port, env }: Installation): Record<string, string> {
  const practice = practiceOrigins(port)
  const at = (name: keyof typeof practice) => env[name] || practice[name]
  const sites = {
    shop: `${at('SHOP_ORIGIN')}/`,
    studio: `${at('SHOP_ORIGIN')}/studio`,
    account: `${at('ACCOUNT_ORIGIN')}/`,
    console: `${at('CONSOLE_ORIGIN')}/`,
  }
  if (production) return sites
  return {
    ...sites,
    mailbox: `${practice.MAILBOX_ORIGIN}/`,
    provider: `${practice.PROVIDER_ORIGIN}/`,
  }
}
