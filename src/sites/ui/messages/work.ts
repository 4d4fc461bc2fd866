import { type Area, one } from './phrase.ts'

/** The page of one work, and a work wherever it appears. */
export const work = {
  by: { ja: (name: string) => `${name} 作`, en: (name: string) => `by ${name}` },
  price: { ja: '価格', en: 'Price' },
  free: { ja: '無料', en: 'Free' },
  taxIncluded: { ja: '税込', en: 'tax included' },
  addToCart: { ja: 'カートに入れる', en: 'Add to cart' },
  inCart: { ja: 'カートに入っています', en: 'In your cart' },
  goToCart: { ja: 'カートを見る', en: 'Go to cart' },
  getFree: { ja: '無料で受け取る', en: 'Get it free' },
  owned: { ja: '購入済みの作品です', en: 'You own this work' },
  ownedOpen: { ja: '購入した作品を開く', en: 'Open it in your library' },
  soldOut: { ja: '売り切れました', en: 'Sold out' },
  soldOutHint: {
    ja: '決済待ちの注文が取り消されると、また購入できることがあります。',
    en: 'A copy may come back if an unpaid order lapses.',
  },
  left: { ja: (n: number) => `残り${n}点`, en: (n: number) => `${n} left` },
  limited: { ja: '数量限定', en: 'Limited' },
  sample: { ja: '試し見・試し聞き', en: 'Sample' },
  openSample: { ja: 'サンプルを見る', en: 'Open the sample' },
  samplePicture: {
    ja: (n: number) => `見本の画像 ${n}`,
    en: (n: number) => `Sample picture ${n}`,
  },
  coverOf: {
    ja: (title: string) => `『${title}』の表紙`,
    en: (title: string) => `Cover of ${title}`,
  },
  noCover: { ja: '表紙画像はありません', en: 'No cover picture' },
  description: { ja: '作品について', en: 'About this work' },
  details: { ja: '作品の情報', en: 'Details' },
  category: { ja: 'カテゴリー', en: 'Category' },
  language: { ja: '言語', en: 'Language' },
  tags: { ja: 'タグ', en: 'Tags' },
  files: { ja: '受け取るファイル', en: 'What you receive' },
  fileCount: { ja: (n: number) => `${n}ファイル`, en: (n: number) => one(n, 'file', 'files') },
  size: { ja: '合計サイズ', en: 'Total size' },
  format: { ja: '形式', en: 'Format' },
  edition: { ja: (n: number) => `第${n}版`, en: (n: number) => `Edition ${n}` },
  published: { ja: '公開日', en: 'Published' },
  updated: { ja: '更新日', en: 'Updated' },
  ships: { ja: '郵送', en: 'By post' },
  shipsHint: {
    ja: 'ファイルのほかに、出店者が品物をお送りします（送料込み）。お届け先は次の画面でうかがいます。',
    en: 'Beside the file the seller sends you a parcel, postage included. You are asked where to at the checkout.',
  },
  delivery: {
    ja: 'お支払いが済むとすぐにダウンロードできます。何度でも受け取れます。',
    en: 'Download as soon as it is paid for, as often as you like.',
  },
  moreBy: { ja: (name: string) => `${name}のほかの作品`, en: (name: string) => `More by ${name}` },
  similar: { ja: '同じ棚の作品', en: 'From the same shelf' },
  preview: {
    ja: 'プレビューです。まだ公開されていません。',
    en: 'This is a preview. The work is not published yet.',
  },
  takenDown: {
    ja: 'この作品は現在お取り扱いしていません。購入済みの方は引き続きダウンロードできます。',
    en: 'This work is no longer on sale. People who bought it can still download it.',
  },
} satisfies Area
