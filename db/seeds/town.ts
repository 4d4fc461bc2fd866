import { sellers } from './sellers.ts'
import type { TownCommissionRule, TownSeller, TownWork } from './town-types.ts'
import { audio } from './works/audio.ts'
import { comics } from './works/comics.ts'
import { courses } from './works/courses.ts'
import { ebooks } from './works/ebooks.ts'
import { illustrations } from './works/illustrations.ts'
import { others } from './works/others.ts'
import { photos } from './works/photos.ts'
import { sheetMusic } from './works/sheet-music.ts'
import { software } from './works/software.ts'
import { webTemplates } from './works/web-templates.ts'

/** Everybody who sells. */
export const townSellers: readonly TownSeller[] = sellers

/** Everything on the shelves, in no particular order. */
export const townWorks: readonly TownWork[] = [
  ...ebooks,
  ...comics,
  ...sheetMusic,
  ...photos,
  ...illustrations,
  ...webTemplates,
  ...courses,
  ...audio,
  ...software,
  ...others,
]

/** Tried from the top; the first that matches is used. */
export const townCommissionRules: readonly TownCommissionRule[] = [
  // The flower shop came with a contract of its own.
  { seller: 'hanaya', rate: 800 },
  // Courses stream video, which costs the market more.
  { category: 'course', rate: 1500 },
  { rate: 1000 },
]

/** The rest of the cast: who buys and who runs the market. */
export const townPeople = {
  aiko: { name: '愛子', email: 'aiko@example.jp', role: 'buyer' },
  osamu: { name: '修', email: 'osamu@example.jp', role: 'operator' },
  yuki: { name: '雪', email: 'yuki@example.jp', role: 'privacy-officer' },
} as const
