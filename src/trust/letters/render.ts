import type { Block, Locale, Words } from './words.ts'

export interface Rendered {
  subject: string
  text: string
  html: string
}

/** One source for both forms of a mail, so neither says what the other does not. */
export function render({ subject, blocks }: Words, locale: Locale, from: string): Rendered {
  const text = [...blocks.map(textOf), `-- \n${from}`].join('\n\n')
  const html = `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body><div style="${frameStyle}"><main>
${blocks.map(htmlOf).join('\n')}
</main><footer style="${footStyle}">${escaped(from)}</footer></div></body></html>
`
  return { subject, text: `${text}\n`, html }
}

/** On a frame of our own: several mail programs throw away what stands on the body. */
const frameStyle =
  'margin:0 auto;padding:24px 16px;max-width:36em;border-top:4px solid #c23a1e;' +
  "font:16px/1.7 -apple-system,'Segoe UI','Hiragino Sans','Noto Sans JP',Meiryo,sans-serif;" +
  'color:#1c1e23;background:#fff'
const footStyle = 'margin-top:32px;padding-top:12px;border-top:1px solid #dfdbd0;color:#656972'
const codeStyle =
  'padding:12px 16px;background:#f2f0e9;font:600 28px/1.4 ui-monospace,monospace;' +
  'letter-spacing:.12em'
const linkStyle = 'color:#1f3c6e;font-weight:600'

function textOf(block: Block): string {
  if (typeof block === 'string') return block
  if ('code' in block) return `    ${block.code}`
  if ('link' in block) return `${block.label}\n${block.link}`
  return block.rows.map(([name, value]) => `${name}: ${value}`).join('\n')
}

function htmlOf(block: Block): string {
  if (typeof block === 'string') return `<p>${escaped(block)}</p>`
  if ('code' in block) return `<p style="${codeStyle}">${escaped(block.code)}</p>`
  if ('link' in block) {
    return `<p><a href="${escaped(block.link)}" style="${linkStyle}">${escaped(block.label)}</a></p>`
  }
  const rows = block.rows.map(
    ([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`,
  )
  return `<dl>${rows.join('')}</dl>`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => entities[sign]!)
}
