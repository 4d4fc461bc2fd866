import type { TownWork } from '../town-types.ts'

export const audio: readonly TownWork[] = [
  {
    key: 'yogisha',
    seller: 'otowa-shizuku',
    category: 'audio',
    title: '夜汽車',
    language: 'none',
    price: 700,
    tags: ['環境音', '鉄道', '眠り'],
    files: ['yogisha.flac', 'yogisha.mp3'],
    publishedAt: '2026-05-11T23:30:00+09:00',
    description: `終着駅まで八時間。寝台の下の継ぎ目の音だけを、途切れないようにつなぎました。

FLACとMP3、各60分。`,
  },
  {
    key: 'kura-no-oto',
    seller: 'otowa-shizuku',
    category: 'audio',
    title: '蔵の音 残響のかたち',
    language: 'none',
    price: 1200,
    tags: ['残響', '録音', '素材'],
    files: ['kura-no-oto.zip', 'notes.pdf'],
    publishedAt: '2026-07-28T18:50:00+09:00',
    description: `厚い土壁に囲まれた部屋は、どう響くのか。十二の蔵で採った残響のデータと、その場で弾いた短い即興です。

畳込みリバーブでお使いいただけるWAVが入っています。`,
  },
  {
    key: 'rodoku-koshoten',
    seller: 'kusaki-bunko',
    category: 'audio',
    title: '朗読 古書店の午後',
    language: 'ja',
    price: 1400,
    tags: ['朗読', '短編', '小説'],
    files: ['rodoku.zip'],
    publishedAt: '2026-11-06T21:45:00+09:00',
    description: `短編集*古書店の午後*を、ふたりで読みました。七篇、あわせて三時間十分。

一篇ごとに分かれたMP3です。`,
  },
  {
    key: 'rain-read-aloud',
    seller: 'tomoe-press',
    category: 'audio',
    title: 'A Small Dictionary of Rain, read aloud',
    language: 'en',
    price: 1600,
    tags: ['audiobook', 'weather', 'words'],
    files: ['rain-read-aloud.zip'],
    publishedAt: '2026-09-14T20:10:00+09:00',
    description: `All one hundred and eight entries, read by the author in a room with a tin roof. Two hours and forty minutes.`,
  },
  {
    key: 'chashitsu-no-ongaku',
    seller: 'otowa-shizuku',
    category: 'audio',
    title: '茶室のための音楽',
    language: 'none',
    price: 1500,
    tags: ['箏', '静けさ', '店内'],
    files: ['chashitsu.flac', 'chashitsu.mp3'],
    publishedAt: '2026-10-20T15:00:00+09:00',
    description: `箏と湯の沸く音のための四十分。お店で流していただいてかまいません。`,
  },
  {
    key: 'insects-late-summer',
    seller: 'otowa-shizuku',
    category: 'audio',
    title: 'Insects of Late Summer',
    language: 'none',
    price: 500,
    tags: ['field recording', 'insects', '環境音'],
    files: ['insects.flac'],
    publishedAt: '2026-09-02T19:20:00+09:00',
    description: `Bell crickets under a veranda, one evening, one microphone. 32 minutes.

縁の下の鈴虫を、ひと晩だけ録りました。`,
  },
]
