import type { TownWork } from '../town-types.ts'

export const comics: readonly TownWork[] = [
  {
    key: 'yuki-no-yoru-no-toshokan',
    seller: 'ren',
    category: 'comic',
    title: '雪の夜の図書館',
    language: 'ja',
    price: 1200,
    tags: ['図書館', '雪', '長編'],
    files: ['yuki-no-yoru-1.epub', 'yuki-no-yoru-1.pdf'],
    publishedAt: '2026-05-16T21:00:00+09:00',
    description: `雪の夜にだけ開く図書館がある。

閲覧室の灯りの下で、司書の澪は**返されなかった本**の行方をたどりはじめる。最後の貸し出しは三十年前、借りたのは、この町にいるはずのない人だった。

- 本編 184ページ
- 描き下ろし 8ページ`,
  },
  {
    key: 'yuki-no-yoru-no-toshokan-2',
    seller: 'ren',
    category: 'comic',
    title: '雪の夜の図書館 二',
    language: 'ja',
    price: 1200,
    tags: ['図書館', '雪', '長編'],
    files: ['yuki-no-yoru-2.epub', 'yuki-no-yoru-2.pdf'],
    publishedAt: '2026-11-20T21:00:00+09:00',
    description: `貸出票の余白に残された、鉛筆の地図。澪は雪に埋もれた分校へ向かう。

完結編。本編 196ページに、あとがきと資料集が付きます。`,
  },
  {
    key: 'the-night-library',
    seller: 'ren',
    category: 'comic',
    title: 'The Night Library',
    language: 'en',
    price: 1200,
    tags: ['library', 'snow', 'translation'],
    files: ['the-night-library.epub', 'the-night-library.pdf'],
    publishedAt: '2026-09-19T21:00:00+09:00',
    description: `A library that opens only on nights of snow, a librarian who does not remember being hired, and one book that was never returned.

The English edition of *雪の夜の図書館*. Lettered by hand, read from right to left, 192 pages.`,
  },
  {
    key: 'neko-to-kura',
    seller: 'ren',
    category: 'comic',
    title: '猫と蔵',
    language: 'ja',
    price: 800,
    tags: ['猫', '読み切り', '町'],
    files: ['neko-to-kura.epub', 'neko-to-kura.pdf'],
    publishedAt: '2026-07-04T20:00:00+09:00',
    description: `取り壊しの決まった蔵に、猫が一匹住みついた。解体屋の若い衆は、毎朝ひとつだけ言い訳を考える。

読み切り 64ページ。`,
  },
  {
    key: 'minatomachi-no-tokeiya',
    seller: 'ren',
    category: 'comic',
    title: '港町の時計屋 上',
    language: 'ja',
    price: 900,
    tags: ['港', '時計', '人情'],
    files: ['tokeiya-1.epub', 'tokeiya-1.pdf'],
    publishedAt: '2026-03-27T19:30:00+09:00',
    description: `船の出る時刻だけが正しい町で、時計屋は何を直しているのか。

連載をまとめた上巻。十二話、168ページ。下巻は来春を予定しています。`,
  },
  {
    key: 'uchi-no-kingyo',
    seller: 'ren',
    category: 'comic',
    title: '四コマ うちの金魚',
    language: 'ja',
    price: 400,
    tags: ['四コマ', '金魚', '日常'],
    files: ['kingyo.epub'],
    publishedAt: '2026-08-08T12:00:00+09:00',
    description: `夏祭りから五年、まだ元気です。

毎日一本ずつ描いた四コマを百本まとめました。寝る前に三本ずつ読むのがおすすめです。`,
  },
  {
    key: 'toshokan-tameshi',
    seller: 'ren',
    category: 'comic',
    title: '雪の夜の図書館 試し読み',
    language: 'ja',
    price: 0,
    tags: ['図書館', '無料', '見本'],
    files: ['yuki-no-yoru-sample.pdf'],
    publishedAt: '2026-05-02T21:00:00+09:00',
    description: `第一話をまるごと、32ページ。

続きが気になったら、本編でお会いしましょう。`,
  },
]
