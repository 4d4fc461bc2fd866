import { exactOrigin } from '#lib/http/exact-origin.ts'

export interface PageExits {
  /** Origins a form of the page may lead to, after redirects too; its own host is always one. */
  formAction?: readonly string[]
  /** Origins scripts of the page may ask, besides its own. */
  connect?: readonly string[]
  /** Origins pictures, sound and film may come from, besides its own. */
  media?: readonly string[]
  /** False for a page that has no script at all. */
  script?: boolean
}

/** The Content-Security-Policy of a page: nothing inline, nothing from third parties. */
export function contentSecurityPolicy(exits: PageExits = {}): string {
  const { formAction = [], connect = [], media = [], script = true } = exits
  const seen = sources(media)
  return [
    "default-src 'none'",
    script ? "script-src 'self'" : "script-src 'none'",
    "style-src 'self'",
    `img-src ${seen}`,
    `media-src ${seen}`,
    "font-src 'self'",
    `connect-src ${sources(connect)}`,
    "manifest-src 'self'",
    `form-action ${sources(formAction)}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')
}

function sources(origins: readonly string[]): string {
  return ["'self'", ...origins.map(exactOrigin)].join(' ')
}

/** Every security header of a page, by lower-case name. */
export function securityHeaders(exits: PageExits = {}): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(exits),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    // `no-referrer` would make browsers send `Origin: null` with our own forms.
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=()',
  }
}
