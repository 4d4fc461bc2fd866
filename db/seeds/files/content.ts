/** What the files of one demo work are made of. */
export interface Content {
  key: string
  title: string
  creator: string
  /** `ja`, `en`; `und` where there are no words. */
  language: string
  description: string
  /** JPEG. */
  cover: Buffer
  coverWidth: number
  coverHeight: number
}
