import markdownIt from 'markdown-it'
import sanitize from 'sanitize-html'

const markdown = markdownIt({ html: false, linkify: true, breaks: true, typographer: false })
  // A picture in a text would be somebody else's server looking over the reader's shoulder.
  .disable(['image', 'table'])

const rules: sanitize.IOptions = {
  allowedTags: [
    ...['p', 'br', 'hr', 'h2', 'h3', 'h4', 'ul', 'ol', 'li', 'blockquote'],
    ...['strong', 'em', 's', 'code', 'pre', 'a'],
  ],
  allowedAttributes: { a: ['href', 'rel'], ol: ['start'] },
  allowedSchemes: ['https', 'http'],
  allowedSchemesAppliedToAttributes: ['href'],
  allowProtocolRelative: false,
  transformTags: {
    // The page has its own first heading.
    h1: 'h2',
    h5: 'h4',
    h6: 'h4',
    a: (tagName, { href = '' }) => ({
      tagName,
      attribs: { href, rel: 'nofollow ugc noopener' },
    }),
  },
}

/**
 * A seller's Markdown as HTML that a page may hold: no raw HTML, no pictures, no scripts, and
 * links that lend nobody our name.
 */
export function safeHtml(text: string): string {
  return sanitize(markdown.render(text), rules)
}

/** The first words without any mark, for a page's description. */
export function plainWords(text: string, letters: number): string {
  const plain = sanitize(markdown.render(text), { allowedTags: [], allowedAttributes: {} })
  const words = plain
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim()
  const cut = [...words]
  return cut.length > letters ? `${cut.slice(0, letters - 1).join('')}…` : words
}
