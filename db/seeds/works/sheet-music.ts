import type { TownWork } from '../town-types.ts'

export const sheetMusic: readonly TownWork[] = [
  {
    key: 'ame-no-hi-no-shohin',
    seller: 'otowa-shizuku',
    category: 'sheet-music',
    title: '雨の日のための六つの小品',
    language: 'ja',
    price: 1500,
    tags: ['ピアノ', '独奏', '中級'],
    files: ['rokutsu-no-shohin.pdf', 'rokutsu-no-shohin.mid'],
    publishedAt: '2026-06-18T16:00:00+09:00',
    description: `降りはじめ、雨宿り、水たまり、長靴、雷、あがり。窓辺で弾く六つの短い曲です。

- ピアノ独奏、中級
- 楽譜 18ページ、演奏時間は約14分
- 参考のMIDIつき`,
  },
  {
    key: 'konsei-gassho-akari',
    seller: 'otowa-shizuku',
    category: 'sheet-music',
    title: '混声合唱のための「灯」',
    language: 'ja',
    price: 1800,
    tags: ['合唱', '混声四部', '卒業'],
    files: ['akari-score.pdf', 'akari-parts.zip'],
    publishedAt: '2026-10-30T17:30:00+09:00',
    description: `小さな灯りを次の人へ手渡していく、五分ほどの合唱曲です。卒業式や閉校式で歌われることを思って書きました。

混声四部とピアノ。人数分の印刷は**この一冊の値段に含まれます**。`,
  },
  {
    key: 'sato-no-shiki',
    seller: 'otowa-shizuku',
    category: 'sheet-music',
    title: 'やさしい弦楽四重奏 里の四季',
    language: 'ja',
    price: 2400,
    tags: ['弦楽四重奏', '初級', '季節'],
    files: ['sato-no-shiki-score.pdf', 'sato-no-shiki-parts.zip'],
    publishedAt: '2026-04-25T11:00:00+09:00',
    description: `第一ポジションだけで弾ける四つの楽章。はじめて四人で合わせる日のための曲集です。

総譜とパート譜、練習用の遅い録音が入っています。`,
  },
  {
    key: 'three-lullabies',
    seller: 'otowa-shizuku',
    category: 'sheet-music',
    title: 'Three Lullabies for Solo Guitar',
    language: 'none',
    price: 1100,
    tags: ['guitar', 'lullaby', 'ギター'],
    files: ['three-lullabies.pdf', 'three-lullabies-tab.pdf'],
    publishedAt: '2026-07-21T22:40:00+09:00',
    description: `Three quiet pieces in open tuning, none longer than a page and a half. Standard notation and tablature.

眠る前に弾くための、短い三曲です。五線譜とタブ譜の両方が入っています。`,
  },
  {
    key: 'ekimae-no-yugata',
    seller: 'otowa-shizuku',
    category: 'sheet-music',
    title: 'はじめての連弾 駅前の夕方',
    language: 'ja',
    price: 900,
    tags: ['ピアノ', '連弾', '初級'],
    files: ['ekimae.pdf'],
    publishedAt: '2026-09-11T15:20:00+09:00',
    description: `低いほうは先生、高いほうは生徒。ふたりで弾くと、夕方の駅前の音がします。

八小節ごとに休みがあるので、小さな手でも追いつけます。`,
  },
  {
    key: 'defune',
    seller: 'otowa-shizuku',
    category: 'sheet-music',
    title: '吹奏楽のための小行進曲「出船」',
    language: 'ja',
    price: 4800,
    tags: ['吹奏楽', '行進曲', '小編成'],
    files: ['defune-score.pdf', 'defune-parts.zip', 'defune-demo.mp3'],
    publishedAt: '2026-11-03T10:00:00+09:00',
    description: `十五人から演奏できる、三分半の行進曲です。人数が足りないパートは、ほかの楽器で補えるように書いてあります。

総譜、全パート譜、参考音源。`,
  },
]
