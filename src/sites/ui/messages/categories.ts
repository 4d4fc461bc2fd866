import type { Area } from './phrase.ts'

/** Keys are the market's category codes. */
export const categories = {
  ebook: { ja: '電子書籍', en: 'Ebooks' },
  comic: { ja: 'マンガ', en: 'Comics' },
  'sheet-music': { ja: '楽譜', en: 'Sheet music' },
  photo: { ja: '写真素材', en: 'Photos' },
  illustration: { ja: 'イラスト', en: 'Illustrations' },
  'web-template': { ja: 'Webテンプレート', en: 'Web templates' },
  course: { ja: '講座', en: 'Courses' },
  audio: { ja: '音楽・音声', en: 'Audio' },
  software: { ja: 'ソフトウェア', en: 'Software' },
  other: { ja: 'その他', en: 'Other' },
} satisfies Area

export type CategoryCode = keyof typeof categories

/** One line under a category's heading. */
export const categoryLeads = {
  ebook: {
    ja: '小説、随筆、実用書。EPUBやPDFですぐに読めます。',
    en: 'Novels, essays and handbooks, ready to read as EPUB or PDF.',
  },
  comic: {
    ja: '読み切りから連載まで、作者から直接届くマンガです。',
    en: 'One-shots and series, straight from the people who draw them.',
  },
  'sheet-music': {
    ja: 'ピアノ、合唱、吹奏楽。印刷してすぐに演奏できます。',
    en: 'Piano, choir and band scores to print and play today.',
  },
  photo: {
    ja: '原寸のデータで届く、風景や暮らしの写真です。',
    en: 'Landscapes and daily life at full resolution.',
  },
  illustration: {
    ja: '挿絵、アイコン、柄。仕事にも使える素材です。',
    en: 'Drawings, icons and patterns, many cleared for work.',
  },
  'web-template': {
    ja: 'お店や個人サイトをすぐに公開できるひな形です。',
    en: 'Sites for shops and people, ready to put online.',
  },
  course: {
    ja: '自分の速さで学べる、動画と教材の講座です。',
    en: 'Lessons with video and worksheets, at your own pace.',
  },
  audio: {
    ja: '曲、効果音、朗読。高音質のファイルで届きます。',
    en: 'Music, sounds and readings in high quality.',
  },
  software: {
    ja: '道具、フォント、プラグイン。作り手の工夫が詰まっています。',
    en: 'Tools, fonts and plug-ins made with care.',
  },
  other: {
    ja: '型紙、レシピ、地図など、分類に収まらない品々です。',
    en: 'Patterns, recipes, maps and everything else.',
  },
} satisfies Record<CategoryCode, { ja: string; en: string }>

/** What language a work is in; codes as the market stores them. */
export const workLanguages = {
  ja: { ja: '日本語', en: 'Japanese' },
  en: { ja: '英語', en: 'English' },
  fr: { ja: 'フランス語', en: 'French' },
  zh: { ja: '中国語', en: 'Chinese' },
  ko: { ja: '韓国語', en: 'Korean' },
  other: { ja: 'その他の言語', en: 'Another language' },
  none: { ja: '言葉を含まない', en: 'No words' },
} satisfies Area
