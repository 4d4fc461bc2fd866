import { contentSecurityPolicy } from '#lib/http/security-headers.ts'

/**
 * The Content-Security-Policy of the static pay page: its form may lead to the listed providers
 * and nowhere else. The gateway sends it, the monitor compares it, so both ask here.
 */
export function payPagePolicy(providerOrigins: readonly string[]): string {
  return contentSecurityPolicy({ formAction: providerOrigins })
}
