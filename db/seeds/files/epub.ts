import type { Content } from './content.ts'
import { escaped, paragraphs, text } from './text.ts'
import { zipOf } from './zip.ts'

/** An EPUB 3 with a cover page and one chapter. */
export function epubOf(content: Content): Buffer {
  const { title, creator, language, cover } = content
  return zipOf([
    { name: 'mimetype', content: text('application/epub+zip') },
    { name: 'META-INF/container.xml', content: text(container) },
    { name: 'OEBPS/content.opf', content: text(packageOf(content)) },
    { name: 'OEBPS/nav.xhtml', content: text(page(title, language, navigation(title))) },
    { name: 'OEBPS/cover.jpg', content: cover },
    {
      name: 'OEBPS/text.xhtml',
      content: text(
        page(
          title,
          language,
          `<img src="cover.jpg" alt=""/><h1>${escaped(title)}</h1><p>${escaped(creator)}</p>${body(content)}`,
        ),
      ),
    },
  ])
}

const container = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>`

function packageOf({ title, creator, language, key }: Content): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:dozo:demo:${escaped(key)}</dc:identifier>
<dc:title>${escaped(title)}</dc:title><dc:language>${language}</dc:language>
<dc:creator>${escaped(creator)}</dc:creator>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="text" href="text.xhtml" media-type="application/xhtml+xml"/>
<item id="cover" href="cover.jpg" media-type="image/jpeg" properties="cover-image"/>
</manifest>
<spine><itemref idref="text"/></spine>
</package>`
}

function navigation(title: string): string {
  return `<nav epub:type="toc"><ol><li><a href="text.xhtml">${escaped(title)}</a></li></ol></nav>`
}

function page(title: string, language: string, inside: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="${language}" xml:lang="${language}">
<head><title>${escaped(title)}</title></head><body>${inside}</body></html>`
}

function body({ description }: Content): string {
  return paragraphs(description)
    .map((paragraph) => `<p>${escaped(paragraph)}</p>`)
    .join('\n')
}
