import type { TownWork } from '../town-types.ts'

export const software: readonly TownWork[] = [
  {
    key: 'choba',
    seller: 'madobe-lab',
    category: 'software',
    title: '帳場 小さな店の帳簿',
    language: 'ja',
    price: 4980,
    tags: ['帳簿', '店舗', '買い切り'],
    files: ['choba-3.1-windows.zip', 'choba-3.1-mac.zip', 'choba-tebiki.pdf'],
    publishedAt: '2026-10-06T10:00:00+09:00',
    description: `売上、仕入れ、棚卸し。ひとりで切り盛りするお店のための帳簿です。

- インターネットなしで動きます
- インボイスの書き出しに対応
- 買い切り。三年間は無償で直します`,
  },
  {
    key: 'warp',
    seller: 'plainweave',
    category: 'software',
    title: 'Warp, a static site builder',
    language: 'en',
    price: 3200,
    tags: ['static site', 'markdown', 'command line'],
    files: ['warp-2.3.zip', 'warp-manual.pdf'],
    publishedAt: '2026-08-19T14:30:00+09:00',
    description: `Folders of Markdown in, a website out. One binary, one page of manual, and a build that takes less than a breath.`,
  },
  {
    key: 'furigana',
    seller: 'madobe-lab',
    category: 'software',
    title: 'ふりがな付け',
    language: 'ja',
    price: 1800,
    tags: ['ふりがな', '学校', '文書'],
    files: ['furigana-1.6-windows.zip', 'furigana-1.6-mac.zip'],
    publishedAt: '2026-06-22T09:00:00+09:00',
    description: `文書を開くと、学年に合わせてふりがなを付けます。学校だよりや館内の掲示に。

辞書に地名を足せます。文書が外へ送られることはありません。`,
  },
  {
    key: 'nezumi',
    seller: 'plainweave',
    category: 'software',
    title: 'Nezumi, a tidy file renamer',
    language: 'en',
    price: 1200,
    tags: ['files', 'rename', 'desktop'],
    files: ['nezumi-1.2-windows.zip', 'nezumi-1.2-mac.zip', 'nezumi-1.2-linux.tar.gz'],
    publishedAt: '2026-05-04T12:10:00+09:00',
    description: `Shows every new name before it touches an old one, and can always go back. For people with forty thousand scans.`,
  },
  {
    key: 'kappan-kana',
    seller: 'madobe-lab',
    category: 'software',
    title: '活版かな',
    language: 'ja',
    price: 6800,
    stock: 200,
    tags: ['フォント', 'かな', '活版'],
    files: ['kappan-kana.zip', 'kappan-kana-mihon.pdf'],
    publishedAt: '2026-11-01T10:00:00+09:00',
    description: `町の印刷所に残っていた四号活字から起こした、かな書体です。ひらがな、カタカナ、約物。インクのにじみまで残しました。

お手元の明朝体の漢字と組み合わせてお使いください。`,
  },
  {
    key: 'shuttle',
    seller: 'plainweave',
    category: 'software',
    title: 'Shuttle, palettes from photographs',
    language: 'en',
    price: 980,
    tags: ['colour', 'palette', 'design'],
    files: ['shuttle-1.0-windows.zip', 'shuttle-1.0-mac.zip'],
    publishedAt: '2026-07-08T17:05:00+09:00',
    description: `Drop a photograph, get five colours that read well on each other. Checks contrast while you look.`,
  },
]
