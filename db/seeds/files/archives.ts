import { gzipSync } from 'node:zlib'
import type { Content } from './content.ts'
import { paragraphs, text } from './text.ts'
import { zipOf } from './zip.ts'

/** A zip with a page to read and the cover. */
export function packedOf(content: Content): Buffer {
  return zipOf([
    { name: `${content.key}/README.txt`, content: readme(content) },
    { name: `${content.key}/cover.jpg`, content: content.cover },
  ])
}

/** The same page in a tar, packed with gzip. */
export function tarballOf(content: Content): Buffer {
  const page = readme(content)
  const head = Buffer.alloc(512)
  head.write(`${content.key.slice(0, 80)}/README.txt`, 0)
  head.write('0000644\0', 100)
  head.write('0000000\0', 108)
  head.write('0000000\0', 116)
  head.write(`${page.length.toString(8).padStart(11, '0')}\0`, 124)
  head.write('00000000000\0', 136)
  head.write('        ', 148)
  head.write('0', 156)
  head.write('ustar\u000000', 257)
  const sum = head.reduce((total, byte) => total + byte, 0)
  head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  const filled = Buffer.alloc(Math.ceil(page.length / 512) * 512)
  page.copy(filled)
  return gzipSync(Buffer.concat([head, filled, Buffer.alloc(1024)]))
}

/** A page to read beside the files. */
export function readme({ title, creator, description }: Content): Buffer {
  return text(`${title}\n${creator}\n\n${paragraphs(description).join('\n\n')}\n`)
}
