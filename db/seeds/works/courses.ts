import type { TownWork } from '../town-types.ts'

export const courses: readonly TownWork[] = [
  {
    key: 'hajimete-no-aizome',
    seller: 'hanaya',
    category: 'course',
    title: 'はじめての藍染め',
    language: 'ja',
    price: 4800,
    tags: ['藍染め', '手仕事', '動画'],
    files: ['aizome-1.mp4', 'aizome-2.mp4', 'aizome-tebiki.pdf'],
    publishedAt: '2026-06-06T10:00:00+09:00',
    description: `台所でできる生葉染めから、絞りの手ぬぐいまで。動画六本と手引きで、週末ふたつ分の講座です。

必要な道具と、近くで手に入らないときの代わりも書きました。`,
  },
  {
    key: 'ichirinzashi-no-keiko',
    seller: 'hanaya',
    category: 'course',
    title: '一輪挿しの稽古 十二か月',
    language: 'ja',
    price: 9800,
    tags: ['花', '季節', '動画'],
    files: ['keiko-01-06.zip', 'keiko-07-12.zip', 'keiko.pdf'],
    publishedAt: '2026-03-15T10:30:00+09:00',
    description: `月に一本、その季節の花を一輪だけ。

切り方、水の上げ方、置き場所の選び方を、毎月十五分の動画でお稽古します。花はお近くの花屋さんで。`,
  },
  {
    key: 'watercolour-mornings',
    seller: 'wren-mori',
    category: 'course',
    title: 'Watercolour in Eight Mornings',
    language: 'en',
    price: 5400,
    tags: ['watercolour', 'beginner', 'video'],
    files: ['mornings-1-4.zip', 'mornings-5-8.zip', 'worksheets.pdf'],
    publishedAt: '2026-10-12T08:15:00+09:00',
    description: `Eight lessons of twenty minutes: water first, then colour, then leaving things alone. You need one brush, three paints and a window.`,
  },
  {
    key: 'kakei-spreadsheet',
    seller: 'madobe-lab',
    category: 'course',
    title: '表計算で家計を整える',
    language: 'ja',
    price: 2980,
    tags: ['家計', '表計算', '初級'],
    files: ['kakei.pdf', 'kakei-hyo.zip', 'kakei-video.mp4'],
    publishedAt: '2026-04-18T21:00:00+09:00',
    description: `レシートを入力しない家計簿の作り方。月に一度、三十分だけで続けられるしくみを、空の表からいっしょに作ります。

銀行やアプリとはつなぎません。`,
  },
  {
    key: 'gakuten-ippo',
    seller: 'otowa-shizuku',
    category: 'course',
    title: '楽典のはじめの一歩',
    language: 'ja',
    price: 3600,
    tags: ['楽典', '初級', '音楽'],
    files: ['gakuten-videos.zip', 'gakuten-workbook.pdf'],
    publishedAt: '2026-08-03T17:00:00+09:00',
    description: `五線の読み方から、和音のひびきまで。手をたたき、歌い、書いて覚える二十課です。

大人になってから始める方のために作りました。`,
  },
  {
    key: 'shimenawa-no-kai',
    seller: 'hanaya',
    category: 'course',
    title: 'しめ縄づくり 冬の会',
    language: 'ja',
    price: 3500,
    stock: 30,
    tags: ['しめ縄', '正月', '限定'],
    files: ['shimenawa.mp4', 'shimenawa-tebiki.pdf'],
    publishedAt: '2026-11-14T10:00:00+09:00',
    description: `藁のすぐり方から、輪じめの仕上げまで。動画と手引きの会です。

質問に一通ずつお返事するため、**三十名さまかぎり**とさせていただきます。`,
  },
]
