import type { TownWork } from '../town-types.ts'

export const webTemplates: readonly TownWork[] = [
  {
    key: 'kissa',
    seller: 'plainweave',
    category: 'web-template',
    title: 'Kissa, a site for small cafés',
    language: 'en',
    price: 6400,
    tags: ['café', 'html', 'menu'],
    files: ['kissa-1.4.zip', 'kissa-handbook.pdf'],
    publishedAt: '2026-10-02T11:30:00+09:00',
    description: `Opening hours, today's cake, how to get there. Three pages of plain HTML that a café owner can edit in a text editor.

- loads in under 40 KB
- light and dark
- Japanese and English texts included`,
  },
  {
    key: 'one-page-portfolio',
    seller: 'plainweave',
    category: 'web-template',
    title: 'Margin, a portfolio on one page',
    language: 'en',
    price: 4800,
    tags: ['portfolio', 'html', 'photography'],
    files: ['margin-2.0.zip'],
    publishedAt: '2026-07-17T16:45:00+09:00',
    description: `For people with more pictures than words. Put your images into a folder, run one command, and there is a site.`,
  },
  {
    key: 'genkan',
    seller: 'plainweave',
    category: 'web-template',
    title: 'Genkan, a front door for shops',
    language: 'en',
    price: 7800,
    tags: ['shop', 'html', 'catalogue'],
    files: ['genkan-1.1.zip', 'genkan-handbook.pdf'],
    publishedAt: '2026-11-09T10:20:00+09:00',
    description: `A catalogue for shops that do not sell online yet: shelves, stock notes, a form that writes to your own mailbox. Take your shoes off and come in.`,
  },
  {
    key: 'shinryojo-template',
    seller: 'madobe-lab',
    category: 'web-template',
    title: '診療所のためのひな形',
    language: 'ja',
    price: 8800,
    tags: ['診療所', '医院', 'HTML'],
    files: ['shinryojo-2.2.zip', 'tebiki.pdf'],
    publishedAt: '2026-09-01T09:30:00+09:00',
    description: `診療時間、担当表、休診のお知らせ、交通案内。受付の方がご自身で更新できる、五ページのひな形です。

- 文字の大きさを変えても崩れません
- 読み上げ環境で確認済み
- 一医院につき一本のご購入をお願いします`,
  },
  {
    key: 'tatami-grid',
    seller: 'plainweave',
    category: 'web-template',
    title: 'Tatami, a grid for magazines',
    language: 'en',
    price: 5600,
    tags: ['magazine', 'grid', 'css'],
    files: ['tatami-1.0.zip'],
    publishedAt: '2026-05-21T13:00:00+09:00',
    description: `Layouts that meet like mats: never four corners in one point. Twelve front pages, six article pages, horizontal and vertical text.`,
  },
  {
    key: 'dosokai-site',
    seller: 'madobe-lab',
    category: 'web-template',
    title: '同窓会のお知らせサイト',
    language: 'ja',
    price: 1980,
    tags: ['同窓会', '案内', 'HTML'],
    files: ['dosokai.zip'],
    publishedAt: '2026-08-14T20:00:00+09:00',
    description: `日時と場所、会費、先生のひとこと。一枚で足りる案内サイトです。

出欠の集計は付いていません。名簿を預からない、というのがこのひな形の考え方です。`,
  },
]
