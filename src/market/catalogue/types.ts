import type { Money } from '#lib/money.ts'
import type { Category } from './categories.ts'

export interface Rendition {
  format: 'avif' | 'webp' | 'jpeg'
  /** Pixels. */
  width: number
  height: number
}

export interface Picture {
  id: string
  /** What a person who cannot see the picture is told; may be empty. */
  alt: string
  /** Narrowest first within a format. */
  renditions: Rendition[]
}

/** A work as it stands on a shelf. */
export interface ShelvedWork {
  id: string
  title: string
  category: Category
  language: string
  price: Money
  sellerName: string
  sellerHandle: string
  publishedAt: Date
  /** Copies left of a limited work; null means as many as you like. */
  available: number | null
  cover: Picture | null
}

/** A listing with everything its own page tells. */
export interface ListedWork extends ShelvedWork {
  sellerId: string
  sellerPicture: Picture | null
  description: string
  tags: string[]
  /** It also comes by post, postage within the price. */
  ships: boolean
  /** Basis points, contained in the price. */
  taxRate: number
  version: number
  /** Sample pictures, without the cover. */
  pictures: Picture[]
  edition: Edition
}

export interface Edition {
  number: number
  createdAt: Date
  files: EditionFile[]
}

export interface EditionFile {
  name: string
  bytes: bigint
  mediaType: string
}
