import type { TownSeller } from './town-types.ts'

export const sellers: readonly TownSeller[] = [
  {
    handle: 'ren',
    kind: 'creator',
    name: '蓮',
    language: 'ja',
    email: 'ren@example.jp',
    openedAt: '2026-02-14T20:10:00+09:00',
    introduction: `雪国の小さな町で、静かなマンガを描いています。

つけペンと墨で原稿を描き、仕上げだけをパソコンで行います。*雪の夜の図書館*は、廃校になった母校の図書室がもとになりました。

- 新刊はだいたい年に二冊
- 印刷用の高解像度版も同じ値段です`,
    disclosure: onRequest('蓮', '代金のお支払い後、すぐにダウンロードできます。'),
  },
  {
    handle: 'tomoe-press',
    kind: 'creator',
    name: 'Tomoe Press',
    language: 'en',
    email: 'tomoe@example.jp',
    openedAt: '2026-03-03T09:40:00+09:00',
    introduction: `A press of one, in a house by an old post road. I write slow books about walking, weather and walls, and I print nothing that I would not lend to a friend.

Every book comes as EPUB and as a PDF set for A5 paper.`,
    disclosure: onRequest('Tomoe Press', 'Ready to download as soon as it is paid for.'),
  },
  {
    handle: 'otowa-shizuku',
    kind: 'creator',
    name: '音羽しずく',
    language: 'ja',
    email: 'otowa@example.jp',
    openedAt: '2026-02-28T12:00:00+09:00',
    introduction: `作曲と、音の採集をしています。

楽譜はすべて**演奏と録画配信が自由**です。作曲者名だけ添えてください。録音は駅、川、そして古い蔵の中で行っています。`,
    disclosure: onRequest('音羽しずく', '代金のお支払い後、すぐにダウンロードできます。'),
  },
  {
    handle: 'shiomi',
    kind: 'creator',
    name: '汐見写真室',
    language: 'ja',
    email: 'shiomi@example.jp',
    openedAt: '2026-03-20T18:25:00+09:00',
    introduction: `海辺の写真室です。夜明け前に起きて、島と船と光を撮っています。

原寸のJPEGに加え、補正前のデータもお渡しします。人の顔が分かる写真は扱っていません。`,
    disclosure: onRequest('汐見写真室', '代金のお支払い後、すぐにダウンロードできます。'),
  },
  {
    handle: 'plainweave',
    kind: 'creator',
    name: 'Plainweave',
    language: 'en',
    email: 'plainweave@example.jp',
    openedAt: '2026-04-06T10:15:00+09:00',
    introduction: `Plain websites and plain tools. No trackers, no build step you cannot read in an afternoon, and no update that takes something away.

One price, used on as many sites as you run yourself.`,
    disclosure: onRequest('Plainweave', 'Ready to download as soon as it is paid for.'),
  },
  {
    handle: 'kusaki-bunko',
    kind: 'creator',
    name: '草木文庫',
    language: 'ja',
    email: 'kusaki@example.jp',
    openedAt: '2026-03-11T21:30:00+09:00',
    introduction: `路地と庭先の草木、台所のしごと、古い本のこと。ふたりで書いて、ふたりで編んでいます。

図版は標本をもとに描き起こしたものです。授業や朗読会でお使いになるときは、ひとこと添えてくだされば十分です。`,
    disclosure: onRequest('草木文庫', '代金のお支払い後、すぐにダウンロードできます。'),
  },
  {
    handle: 'madobe-lab',
    kind: 'creator',
    name: '窓辺ラボ',
    language: 'ja',
    email: 'madobe@example.jp',
    openedAt: '2026-05-09T13:45:00+09:00',
    introduction: `小さなお店と家庭のための道具を作っています。

どれもインターネットにつながなくても動き、データはあなたの手元にだけ残ります。買い切りで、三年間は無償で直します。`,
    disclosure: onRequest('窓辺ラボ', '代金のお支払い後、すぐにダウンロードできます。'),
  },
  {
    handle: 'wren-mori',
    kind: 'creator',
    name: 'Wren Mori',
    language: 'en',
    email: 'wren@example.jp',
    openedAt: '2026-04-22T08:05:00+09:00',
    introduction: `I draw birds, skies and small kitchens, mostly before breakfast.

All drawings are scanned at 600 dpi. You may print them on things you sell; please do not sell the files themselves.`,
    disclosure: onRequest('Wren Mori', 'Ready to download as soon as it is paid for.'),
  },
  {
    handle: 'hanaya',
    kind: 'shop',
    name: '花屋はなのや',
    language: 'ja',
    email: 'hana@example.jp',
    openedAt: '2026-02-20T10:00:00+09:00',
    introduction: `商店街のかどで三代続く花屋です。店先に立てない日にも楽しんでいただけるよう、稽古の動画や型紙をお届けします。

営業は朝十時から夕方六時まで。水曜はお休みをいただきます。`,
    disclosure: [
      { name: 'business-name', value: '花屋はなのや' },
      { name: 'representative', value: '店主 花' },
      { name: 'address', value: '架空県蔵前市花町一丁目2番3号' },
      { name: 'phone', value: '000-0000-0000（10時〜18時、水曜休み）' },
      { name: 'price', value: '各作品のページに税込で表示しています。' },
      { name: 'delivery', value: '代金のお支払い後、すぐにダウンロードできます。' },
      {
        name: 'returns',
        value:
          'データの性質上、お客さまのご都合による返品はお受けできません。不具合は返金いたします。',
      },
    ],
  },
]

/** A private seller's address and number are given without delay to whoever asks. */
function onRequest(name: string, delivery: string): TownSeller['disclosure'] {
  return [
    { name: 'business-name', value: name },
    { name: 'representative', value: name },
    { name: 'address', value: 'on-request' },
    { name: 'phone', value: 'on-request' },
    { name: 'price', value: '各作品のページに税込で表示しています。' },
    { name: 'delivery', value: delivery },
    {
      name: 'returns',
      value:
        'データの性質上、お客さまのご都合による返品はお受けできません。不具合は返金いたします。',
    },
  ]
}
