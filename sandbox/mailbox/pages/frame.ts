import { createHash } from 'node:crypto'
import sanitize from 'sanitize-html'

export interface Frame {
  html: string
  /** Content-Security-Policy of this letter alone. */
  policy: string
}

const presentation = [
  'style',
  'align',
  'valign',
  'width',
  'height',
  'bgcolor',
  'role',
  'lang',
  'dir',
]

/**
 * A letter's HTML, made harmless: no script, no form, nothing loaded from anywhere.
 *
 * Letters can only be styled inline. Instead of allowing all inline style, the policy names the
 * hash of every style attribute that is left after cleaning.
 */
export function frameOf(letterHtml: string): Frame {
  const styles = new Set<string>()
  const body = sanitize(letterHtml, {
    allowedTags: [...sanitize.defaults.allowedTags, 'img', 'center'],
    allowedAttributes: {
      '*': presentation,
      a: ['href', 'target', 'rel'],
      img: ['src', 'alt', 'width', 'height'],
      table: ['cellpadding', 'cellspacing', 'border'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan', 'scope'],
    },
    allowedSchemes: ['http', 'https', 'mailto'],
    allowedSchemesByTag: { img: ['data'] },
    parseStyleAttributes: false,
    transformTags: {
      a: (tagName, attribs) => ({
        tagName,
        attribs: { ...attribs, target: '_blank', rel: 'noopener noreferrer' },
      }),
      '*': (tagName, attribs) => {
        if (attribs.style) styles.add(attribs.style)
        return { tagName, attribs }
      },
    },
  })
  return {
    html: `<!doctype html><html><head><meta charset="utf-8"></head><body>${body}</body></html>`,
    policy: policyFor(styles),
  }
}

function policyFor(styles: ReadonlySet<string>): string {
  const hashes = [...styles].map(
    (style) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`,
  )
  return [
    'sandbox allow-popups allow-popups-to-escape-sandbox',
    "default-src 'none'",
    'img-src data:',
    hashes.length > 0 ? `style-src 'unsafe-hashes' ${hashes.join(' ')}` : "style-src 'none'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ].join('; ')
}
