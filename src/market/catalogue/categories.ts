/** In the order in which shelves are shown. */
export const categories = [
  'ebook',
  'comic',
  'sheet-music',
  'photo',
  'illustration',
  'web-template',
  'course',
  'audio',
  'software',
  'other',
] as const

export type Category = (typeof categories)[number]

/** True for one of the market's categories. */
export function isCategory(text: unknown): text is Category {
  return categories.includes(text as Category)
}
