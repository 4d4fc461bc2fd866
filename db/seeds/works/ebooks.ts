import type { TownWork } from '../town-types.ts'

export const ebooks: readonly TownWork[] = [
  {
    key: 'roji-no-kusaki',
    seller: 'kusaki-bunko',
    category: 'ebook',
    title: '路地の草木 二十四節気',
    language: 'ja',
    price: 980,
    tags: ['植物', '随筆', '季節'],
    files: ['roji-no-kusaki.epub', 'roji-no-kusaki.pdf'],
    publishedAt: '2026-11-18T20:30:00+09:00',
    description: `コンクリートの割れ目に、空き家の塀に、電柱の根もとに。町の路地で出会う草木を、二十四の節気に沿って綴りました。

- 本文 212ページ
- 図版 48点
- 索引つき

散歩のおともに、一節ずつどうぞ。`,
  },
  {
    key: 'walking-the-nakasendo',
    seller: 'tomoe-press',
    category: 'ebook',
    title: 'Walking the Nakasendō in Twelve Letters',
    language: 'en',
    price: 1200,
    tags: ['walking', 'travel', 'letters'],
    files: ['nakasendo.epub', 'nakasendo-a5.pdf'],
    publishedAt: '2026-11-12T09:00:00+09:00',
    description: `Twelve letters home from the mountain road between Kyoto and Edo: cedar rain, bad maps, good soup, and the long conversation one has with a pair of boots.

*184 pages, with a hand-drawn map for each stage.*`,
  },
  {
    key: 'the-clay-wall',
    seller: 'tomoe-press',
    category: 'ebook',
    title: 'The Clay Wall: Notes on Storehouses',
    language: 'en',
    price: 1450,
    tags: ['architecture', 'craft', 'essays'],
    files: ['the-clay-wall.epub', 'the-clay-wall-a5.pdf'],
    publishedAt: '2026-09-05T19:45:00+09:00',
    description: `Why does a town that burnt down every thirty years still have its ledgers? Because someone spent two winters putting straw and clay on bamboo.

Nine essays on fireproof houses, the people who plaster them, and what is worth keeping behind a wall a foot thick.`,
  },
  {
    key: 'daidokoro-no-tsukemono',
    seller: 'kusaki-bunko',
    category: 'ebook',
    title: '台所の漬物帖',
    language: 'ja',
    price: 780,
    tags: ['料理', '保存食', '季節'],
    files: ['tsukemono.epub', 'tsukemono.pdf'],
    publishedAt: '2026-08-22T18:00:00+09:00',
    description: `塩ひとつまみから始める、三十六の漬物。

ぬか床の起こし方、塩の量の決め方、失敗したときの直し方を、祖母の手帖から書き写しました。分量はすべて**野菜の重さに対する割合**で書いてあります。`,
  },
  {
    key: 'small-dictionary-of-rain',
    seller: 'tomoe-press',
    category: 'ebook',
    title: 'A Small Dictionary of Rain',
    language: 'en',
    price: 900,
    tags: ['weather', 'language', 'words'],
    files: ['rain.epub', 'rain-a5.pdf'],
    publishedAt: '2026-06-10T21:20:00+09:00',
    description: `There is a word for rain that falls while the sun shines, one for rain that keeps a guest from leaving, and one for rain that only the elderly notice.

One hundred and eight of them, each with a page and a sky.`,
  },
  {
    key: 'koshoten-no-gogo',
    seller: 'kusaki-bunko',
    category: 'ebook',
    title: '古書店の午後',
    language: 'ja',
    price: 650,
    tags: ['小説', '短編', '本'],
    files: ['koshoten-no-gogo.epub'],
    publishedAt: '2026-10-09T22:15:00+09:00',
    description: `坂の途中の古書店に持ちこまれる、七冊の本と七人の話。

売りに来た人は、かならず一枚だけ何かをはさんだままにしていく。栞、切符、押し花、領収書。店主はそれを捨てずに、奥の引き出しへしまう。

短編七篇。文庫本にして160ページほどです。`,
  },
  {
    key: 'kusaki-dayori',
    seller: 'kusaki-bunko',
    category: 'ebook',
    title: '草木だより 見本号',
    language: 'ja',
    price: 0,
    tags: ['植物', '無料', '見本'],
    files: ['kusaki-dayori.pdf'],
    publishedAt: '2026-04-01T07:00:00+09:00',
    description: `草木文庫がどんな本を作っているかを知っていただくための、二十四ページの見本号です。

*路地の草木 二十四節気*から三節、*台所の漬物帖*から二品を収めました。どうぞお持ちください。`,
  },
]
