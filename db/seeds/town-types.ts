/** Who sells in the demo town. All of them are invented. */
export type TownSeller = {
  /** Also the page's address. */
  handle: string
  kind: 'creator' | 'shop'
  name: string
  language: 'ja' | 'en'
  /** Where the practice mailbox gets their letters. */
  email: string
  /** Markdown. */
  introduction: string
  openedAt: string
  /** The published 特定商取引法 statement. */
  disclosure: readonly { name: string; value: string }[]
}

/** The codes of the market's categories. */
export type TownCategory =
  | 'ebook'
  | 'comic'
  | 'sheet-music'
  | 'photo'
  | 'illustration'
  | 'web-template'
  | 'course'
  | 'audio'
  | 'software'
  | 'other'

export type TownWork = {
  /** Unique and stable: ids and covers are made from it. */
  key: string
  /** A seller's handle. */
  seller: string
  category: TownCategory
  title: string
  /** Of the work itself; `none` where there are no words in it. */
  language: 'ja' | 'en' | 'none'
  /** Yen, tax included. */
  price: number
  /** Copies on sale; left out where there is no limit. */
  stock?: number
  tags: readonly string[]
  /** Names of the files a buyer receives; the ending says what they are. */
  files: readonly string[]
  publishedAt: string
  /** Markdown. */
  description: string
}

export type TownCommissionRule = {
  /** Basis points: 1000 is 10 %. */
  rate: number
  category?: TownCategory
  /** A seller's handle. */
  seller?: string
}
