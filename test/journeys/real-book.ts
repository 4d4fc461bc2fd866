import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'
import { epubOf } from '#db/seeds/files/epub.ts'

/** A book that a creator has on their disk, and what is on its cover. */
export interface RealBook {
  fileName: string
  content: Buffer
  cover: Buffer
}

const shelf = join(import.meta.dirname, '../../../shared/real')

export const bookTitle = 'ハルコさんの彼氏'

/** The real one where the folder of real files is there, else one made here. */
export async function realBook(): Promise<RealBook> {
  const real = join(shelf, 'books/haruko-html-jpeg.epub')
  const photo = join(shelf, 'photos/DSCN0010.jpg')
  return {
    fileName: 'haruko-html-jpeg.epub',
    content: existsSync(real) ? readFileSync(real) : madeBook(),
    cover: existsSync(photo) ? readFileSync(photo) : await madeCover(),
  }
}

function madeBook(): Buffer {
  return epubOf({
    key: 'haruko',
    title: bookTitle,
    creator: '蓮',
    language: 'ja',
    description: '春の町で、ハルコさんが出会った人のこと。\n\n短い物語です。',
  } as never)
}

function madeCover(): Promise<Buffer> {
  const background = { r: 40, g: 60, b: 120 }
  return sharp({ create: { width: 1200, height: 1600, channels: 3, background } })
    .jpeg()
    .toBuffer()
}
