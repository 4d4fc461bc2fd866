import type { TownWork } from '../town-types.ts'

export const photos: readonly TownWork[] = [
  {
    key: 'setouchi-no-asa',
    seller: 'shiomi',
    category: 'photo',
    title: '瀬戸内の朝 百景',
    language: 'none',
    price: 3800,
    tags: ['海', '島', '朝'],
    files: ['setouchi-jpeg.zip', 'setouchi-raw.zip', 'list.pdf'],
    publishedAt: '2026-10-17T06:30:00+09:00',
    description: `夜明けの三十分だけを、一年かけて撮った百枚です。

- JPEG 6000×4000
- 補正前のデータつき
- 商用利用できます。写真そのものの再販売だけはご遠慮ください`,
  },
  {
    key: 'yuki-no-kairo',
    seller: 'shiomi',
    category: 'photo',
    title: '雪の回廊',
    language: 'none',
    price: 3200,
    tags: ['雪', '道', '冬'],
    files: ['yuki-no-kairo.zip'],
    publishedAt: '2026-04-12T07:15:00+09:00',
    description: `除雪された峠道の壁は、高いところで七メートルあります。開通の朝に歩いて撮った六十枚。

印刷にも耐える原寸のJPEGです。`,
  },
  {
    key: 'yoru-no-shotengai',
    seller: 'shiomi',
    category: 'photo',
    title: '夜の商店街',
    language: 'none',
    price: 2800,
    tags: ['夜', '町', '灯り'],
    files: ['yoru-no-shotengai.zip'],
    publishedAt: '2026-08-29T23:10:00+09:00',
    description: `最後の店が灯りを落とすまで。看板、シャッター、濡れた舗道の四十五枚です。

人の顔と車の番号は写っていません。`,
  },
  {
    key: 'wooden-textures',
    seller: 'shiomi',
    category: 'photo',
    title: 'Wooden Textures: 60 Photographs',
    language: 'none',
    price: 2400,
    tags: ['texture', 'wood', '素材'],
    files: ['wooden-textures.zip'],
    publishedAt: '2026-06-27T14:00:00+09:00',
    description: `Boat planks, temple steps, shop shutters. Sixty surfaces in even light, square to the camera, ready to tile.

木肌の素材集です。六十枚、すべて正面から均一な光で撮っています。`,
  },
  {
    key: 'kura-no-aru-machi',
    seller: 'shiomi',
    category: 'photo',
    title: '蔵のある町 特別版',
    language: 'none',
    price: 12000,
    stock: 20,
    tags: ['蔵', '町並み', '限定'],
    files: ['kura-no-aru-machi.zip', 'certificate.pdf'],
    publishedAt: '2026-11-15T10:00:00+09:00',
    description: `なまこ壁の残る五つの町で撮った、大判フィルムの二十四枚。16bitの無圧縮データと、番号入りの証明書をお渡しします。

**二十部かぎり。** 番号はご注文の順です。`,
  },
  {
    key: 'umigiri',
    seller: 'shiomi',
    category: 'photo',
    title: '海霧 壁紙五枚',
    language: 'none',
    price: 300,
    tags: ['海', '霧', '壁紙'],
    files: ['umigiri.zip'],
    publishedAt: '2026-05-23T05:50:00+09:00',
    description: `霧の朝の船着き場。電話とパソコンの画面に合わせた五枚です。`,
  },
]
