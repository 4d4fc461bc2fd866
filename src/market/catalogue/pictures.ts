import type { Picture, Rendition } from './types.ts'

export interface RenditionRow extends Rendition {
  picture_id: string
  alt: string
}

/** Rows of renditions as pictures; a picture without any rendition is not there yet. */
export function picturesFrom(rows: RenditionRow[]): Map<string, Picture> {
  const pictures = new Map<string, Picture>()
  for (const { picture_id: id, alt, format, width, height } of rows) {
    const picture = pictures.get(id) ?? { id, alt, renditions: [] }
    picture.renditions.push({ format, width, height })
    pictures.set(id, picture)
  }
  for (const picture of pictures.values()) {
    picture.renditions.sort((left, right) => left.width - right.width)
  }
  return pictures
}
