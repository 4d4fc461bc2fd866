import type { TownWork } from '../town-types.ts'

export const illustrations: readonly TownWork[] = [
  {
    key: 'forty-garden-birds',
    seller: 'wren-mori',
    category: 'illustration',
    title: 'Forty Garden Birds',
    language: 'none',
    price: 2600,
    tags: ['birds', 'watercolour', 'nature'],
    files: ['forty-garden-birds.zip'],
    publishedAt: '2026-10-24T08:20:00+09:00',
    description: `Everyone who came to the feeder this year, and two who only looked.

Forty watercolours with transparent backgrounds, 600 dpi PNG and vector outlines. Fine for prints, cards and tea towels.`,
  },
  {
    key: 'shokubutsu-zufu',
    seller: 'kusaki-bunko',
    category: 'illustration',
    title: '植物図譜 五十種',
    language: 'ja',
    price: 2200,
    tags: ['植物', '図版', '素材'],
    files: ['zufu-png.zip', 'zufu-svg.zip', 'zufu-list.pdf'],
    publishedAt: '2026-07-11T20:45:00+09:00',
    description: `身近な五十種の草木を、根から種まで描いた図譜です。

白黒の線画と彩色の二種類。学名と和名の一覧表が付きます。教材や印刷物に自由にお使いください。`,
  },
  {
    key: 'ink-weather',
    seller: 'wren-mori',
    category: 'illustration',
    title: 'Ink Weather: Thirty Skies',
    language: 'none',
    price: 1800,
    tags: ['ink', 'sky', 'background'],
    files: ['ink-weather.zip'],
    publishedAt: '2026-09-26T07:40:00+09:00',
    description: `Thirty skies in black ink and one blue: fronts, showers, a ring around the moon. Wide enough for a page, quiet enough to put words on.`,
  },
  {
    key: 'toshokan-sashie',
    seller: 'ren',
    category: 'illustration',
    title: '雪の夜の図書館 挿絵集',
    language: 'ja',
    price: 1500,
    stock: 100,
    tags: ['図書館', '画集', '限定'],
    files: ['sashie.pdf', 'sashie-png.zip'],
    publishedAt: '2026-11-21T21:00:00+09:00',
    description: `本編の扉絵と、載せられなかった下描きを合わせて四十点。完結を記念した百部かぎりの画集です。

一枚ずつの短い解説つき。`,
  },
  {
    key: 'wa-no-monyo',
    seller: 'kusaki-bunko',
    category: 'illustration',
    title: '和の文様 四十八',
    language: 'none',
    price: 2000,
    tags: ['文様', '和柄', '素材'],
    files: ['monyo-svg.zip', 'monyo-png.zip'],
    publishedAt: '2026-05-30T19:10:00+09:00',
    description: `青海波、麻の葉、七宝、矢絣。切れ目なく並べられる四十八の文様です。

SVGなので、色も大きさも自由に変えられます。`,
  },
  {
    key: 'tiny-kitchen-icons',
    seller: 'wren-mori',
    category: 'illustration',
    title: 'Tiny Kitchen Icons',
    language: 'none',
    price: 1200,
    tags: ['icons', 'kitchen', 'vector'],
    files: ['tiny-kitchen-icons.zip'],
    publishedAt: '2026-06-03T08:00:00+09:00',
    description: `One hundred and twenty icons on a 24-pixel grid, from *apron* to *yuzu*. SVG, one line weight, no surprises.`,
  },
]
