import { packedOf, readme, tarballOf } from './archives.ts'
import type { Content } from './content.ts'
import { epubOf } from './epub.ts'
import { mp4Of } from './film.ts'
import { pdfOf } from './pdf.ts'
import { flacOf, midiOf, mp3Of } from './sound.ts'

const makers: Readonly<Record<string, (content: Content) => Buffer>> = {
  epub: epubOf,
  pdf: pdfOf,
  zip: packedOf,
  gz: tarballOf,
  mp3: mp3Of,
  flac: flacOf,
  mid: midiOf,
  mp4: mp4Of,
  jpg: ({ cover }) => cover,
  txt: readme,
}

/** A small real file of the kind its name says. RangeError for a kind the demo does not make. */
export function fileOf(name: string, content: Content): Buffer {
  const kind = name.split('.').at(-1) ?? ''
  const make = makers[kind]
  if (!make) throw new RangeError(`the demo town makes no .${kind}`)
  // The name makes two files of one kind different, as those of a real work are.
  return make({
    ...content,
    key: `${content.key}-${name.replace(/\.[a-z0-9]+$/, '')}`,
    title: titleOf(name, content),
  })
}

function titleOf(name: string, { title }: Content): string {
  const number = /(\d+)\.[a-z0-9]+$/.exec(name)?.[1]
  return number ? `${title} ${number}` : title
}
