import { type Area, one } from './phrase.ts'

/** Front page, category and search lists, creator's page. */
export const shop = {
  frontTitle: { ja: '作り手から、どうぞ。', en: 'From the maker’s hands to yours.' },
  frontLead: {
    ja: '本、楽譜、写真、道具。ひとりひとりの作り手が作った品を、その手から直接お届けします。',
    en: 'Books, scores, pictures and tools by independent makers, bought directly from them.',
  },
  frontBrowse: { ja: '新着を見る', en: 'See what is new' },
  newest: { ja: '新着の作品', en: 'New works' },
  byCategory: { ja: 'カテゴリーからさがす', en: 'Browse by category' },
  creators: { ja: '作り手たち', en: 'Makers' },
  free: { ja: '無料で試せる作品', en: 'Free to try' },
  limited: { ja: '数量限定の作品', en: 'Limited editions' },
  promiseTitle: { ja: '安心してお買い物いただくために', en: 'How we look after you' },
  promiseNames: {
    ja: 'お名前やメールアドレスは、お店とは別の金庫に暗号化して保管します。お店の仕組みからは読めません。',
    en: 'Your name and address are sealed in a separate vault. The shop itself cannot read them.',
  },
  promiseCards: {
    ja: 'カード番号は決済代行会社のページだけで入力します。当店のサーバーには一切届きません。',
    en: 'Card numbers are typed only on the payment provider’s own page and never reach us.',
  },
  promiseLog: {
    ja: 'あなたの情報が開かれた記録は、いつでもご自身で確認できます。',
    en: 'You can see every time your information was opened, by whom and why.',
  },

  listTitleAll: { ja: 'すべての作品', en: 'All works' },
  searchTitle: { ja: (term: string) => `「${term}」の検索結果`, en: (term: string) => `“${term}”` },
  searchEmptyTitle: { ja: '何をおさがしですか', en: 'What are you looking for?' },
  found: {
    ja: (n: number) => `${n.toLocaleString('ja-JP')}件`,
    en: (n: number) => one(n, 'work', 'works'),
  },
  foundMore: {
    ja: (n: number) => `${n.toLocaleString('ja-JP')}件以上`,
    en: (n: number) => `more than ${n}`,
  },
  foundAlike: {
    ja: '同じ言葉の作品がないため、近いものをお見せしています。',
    en: 'Nothing matches exactly; these come close.',
  },
  nothingFound: { ja: '見つかりませんでした', en: 'Nothing found' },
  nothingFoundHint: {
    ja: '短い言葉や別の表記でもう一度おさがしください。カテゴリーから見ることもできます。',
    en: 'Try a shorter word or another spelling, or browse a category.',
  },
  nothingHere: { ja: 'まだ作品がありません', en: 'Nothing here yet' },
  nothingHereHint: {
    ja: '新しい作品が届くまで、ほかの棚をご覧ください。',
    en: 'Please look at the other shelves until something arrives.',
  },
  sort: { ja: '並べ替え', en: 'Sort by' },
  sortNewest: { ja: '新しい順', en: 'Newest' },
  sortBest: { ja: '関連の高い順', en: 'Best match' },
  sortCheapest: { ja: '価格の安い順', en: 'Price, low to high' },
  sortDearest: { ja: '価格の高い順', en: 'Price, high to low' },
  filter: { ja: '絞り込み', en: 'Filter' },
  filterCategory: { ja: 'カテゴリー', en: 'Category' },
  filterLanguage: { ja: '言語', en: 'Language' },
  filterAny: { ja: 'すべて', en: 'Any' },
  apply: { ja: '表示する', en: 'Show' },
  tagTitle: { ja: (tag: string) => `#${tag}`, en: (tag: string) => `#${tag}` },

  creator: { ja: '作者', en: 'Creator' },
  shopKind: { ja: 'ショップ', en: 'Shop' },
  worksOf: { ja: (name: string) => `${name}の作品`, en: (name: string) => `Works by ${name}` },
  aboutCreator: { ja: (name: string) => `${name}について`, en: (name: string) => `About ${name}` },
  sellerDisclosure: {
    ja: 'この出店者の特定商取引法に基づく表記',
    en: 'This seller’s legal notice',
  },
  creatorSince: {
    ja: (date: string) => `${date}に出店`,
    en: (date: string) => `Here since ${date}`,
  },
} satisfies Area
