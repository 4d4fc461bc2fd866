/** UTF-8 bytes. */
export function text(of: string): Buffer {
  return Buffer.from(of, 'utf8')
}

/** The text without its Markdown, paragraph by paragraph. */
export function paragraphs(markdown: string): string[] {
  return markdown
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replaceAll(/[*_`#]/g, '').trim())
    .filter((paragraph) => paragraph !== '')
}

/** Safe inside XML. */
export function escaped(plain: string): string {
  return plain
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
