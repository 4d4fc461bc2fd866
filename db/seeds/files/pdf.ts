import type { Content } from './content.ts'
import { text } from './text.ts'

/** Points; A5. */
const page = { width: 420, height: 595 }

/** A PDF of one page: the cover, as large as the page allows. */
export function pdfOf(content: Content): Buffer {
  const { cover, coverWidth, coverHeight, title, key } = content
  const scale = Math.min(page.width / coverWidth, page.height / coverHeight)
  const [width, height] = [coverWidth * scale, coverHeight * scale]
  const [left, bottom] = [(page.width - width) / 2, (page.height - height) / 2]
  const drawing = `q ${width} 0 0 ${height} ${left} ${bottom} cm /Cover Do Q`
  const image = `<< /Type /XObject /Subtype /Image /Width ${coverWidth} /Height ${coverHeight} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${cover.length} >>`
  return numbered([
    text('<< /Type /Catalog /Pages 2 0 R >>'),
    text('<< /Type /Pages /Kids [3 0 R] /Count 1 >>'),
    text(
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${page.width} ${page.height}] /Resources << /XObject << /Cover 5 0 R >> >> /Contents 4 0 R >>`,
    ),
    text(`<< /Length ${drawing.length} >>\nstream\n${drawing}\nendstream`),
    Buffer.concat([text(`${image}\nstream\n`), cover, text('\nendstream')]),
    text(`<< /Title ${utf16(title)} /Subject (${key}) >>`),
  ])
}

function utf16(title: string): string {
  const bytes = Buffer.from(`\ufeff${title}`, 'utf16le').swap16()
  return `<${bytes.toString('hex')}>`
}

/** The objects with their numbers, and the table of where each one begins. */
function numbered(objects: Buffer[]): Buffer {
  const parts: Buffer[] = [text('%PDF-1.4\n%\u00e2\u00e3\n')]
  const begins: number[] = []
  let offset = parts[0]!.length
  for (const [index, object] of objects.entries()) {
    begins.push(offset)
    const part = Buffer.concat([text(`${index + 1} 0 obj\n`), object, text('\nendobj\n')])
    parts.push(part)
    offset += part.length
  }
  const rows = begins.map((begin) => `${String(begin).padStart(10, '0')} 00000 n \n`).join('')
  const count = objects.length + 1
  parts.push(
    text(`xref\n0 ${count}\n0000000000 65535 f \n${rows}`),
    text(`trailer\n<< /Size ${count} /Root 1 0 R /Info ${objects.length} 0 R >>\n`),
    text(`startxref\n${offset}\n%%EOF\n`),
  )
  return Buffer.concat(parts)
}
