import { yen } from '#lib/money.ts'
import type { PictureData } from '../parts/picture.tsx'
import type { WorkCardData } from '../parts/work-card.tsx'
import type { ShopLinks } from '../shells/shop-shell.tsx'
import type { NavLink } from '../shells/site-footer.tsx'
import type { View } from '../view.ts'

/** What a gallery page is shown with. */
export type Stage = {
  view: View
  /** Pictures to show works with; a gallery without any shows works without covers. */
  covers: readonly PictureData[]
}

export const noon = new Date('2026-11-22T03:05:00Z')

const titles: readonly [string, string, string, number, WorkCardData['category'], number?][] = [
  ['雪の夜の図書館', 'ja', '蓮', 1200, 'comic'],
  ['Walking the Nakasendō', 'en', 'Tomoe Press', 980, 'ebook'],
  ['雨の日のための六つの小品', 'ja', '音羽しずく', 1500, 'sheet-music'],
  ['瀬戸内の朝 — 島々の光 100枚', 'ja', '汐見写真室', 3800, 'photo'],
  ['Kissa: a site for small cafés', 'en', 'Plainweave', 6400, 'web-template'],
  ['はじめての藍染め講座', 'ja', '花屋敷', 4800, 'course'],
  ['夜汽車（環境音）', 'ja', '音羽しずく', 700, 'audio', 3],
  [
    'A very long title that goes on and on so that we can see how a card cuts it after two lines',
    'en',
    'Someone with a very long name & Sons',
    125000,
    'software',
  ],
  ['植物図鑑の版画 五十種', 'ja', '草木文庫', 2200, 'illustration', 0],
  ['見本帖', 'ja', '花屋敷', 0, 'other'],
]

/** Works as cards, with titles short and long, limited and sold out. */
export function sampleWorks(stage: Stage, count = titles.length): WorkCardData[] {
  return Array.from({ length: count }, (_, index) => {
    const [title, language, creator, price, category, left] =
      titles[index % titles.length] ?? titles[0]!
    return {
      id: `work-${index}`,
      href: `#work-${index}`,
      title,
      language,
      creator,
      price: yen(price),
      cover: stage.covers[index % Math.max(1, stage.covers.length)],
      category,
      left,
    }
  })
}

/** Links that lead nowhere, as every gallery page needs them. */
export function sampleLinks(stage: Stage): ShopLinks {
  return {
    home: '#home',
    search: '#search',
    category: (code) => `#category-${code}`,
    cart: '#cart',
    library: '#library',
    account: '#account',
    studio: '#studio',
    footer: sampleFooter(stage),
  }
}

export function sampleFooter({ view: { words } }: Stage): NavLink[] {
  return [
    { href: '#about', text: words.shell.about },
    { href: '#sell', text: words.shell.openShop },
    { href: '#terms', text: words.shell.terms },
    { href: '#privacy', text: words.shell.privacy },
    { href: '#law', text: words.shell.disclosure },
    { href: '#log', text: words.shell.transparency },
  ]
}
