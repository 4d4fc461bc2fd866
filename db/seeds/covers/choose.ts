import type { TownCategory } from '../town-types.ts'
import type { Chance } from './chance.ts'
import type { InkName } from './inks.ts'
import * as craft from './scenes/craft.ts'
import * as land from './scenes/land.ts'
import * as made from './scenes/made.ts'
import * as music from './scenes/music.ts'
import * as photo from './scenes/photo.ts'
import * as plants from './scenes/plants.ts'
import * as rooms from './scenes/rooms.ts'
import * as water from './scenes/water.ts'
import type { Scene } from './sheet.ts'

export type Motif = { scene: Scene; inks: readonly [InkName, ...InkName[]] }

/** What a word in the title calls to mind. The first that matches is drawn. */
const called: readonly (readonly [RegExp, Motif])[] = [
  [/回廊|snow wall/i, { scene: photo.snowWalls, inks: ['snow'] }],
  [/朗読|古書|書店|図書館 挿絵|挿絵/, { scene: rooms.shelves, inks: ['tea', 'plum'] }],
  [/図書館|library/i, { scene: land.snowHouse, inks: ['night', 'indigo', 'sea', 'dusk'] }],
  [/響/, { scene: music.rings, inks: ['indigo'] }],
  [/蔵のある/, { scene: photo.wall, inks: ['snow'] }],
  [/蔵|storehouse|clay/i, { scene: land.storehouse, inks: ['indigo', 'tea'] }],
  [/map|地図/i, { scene: craft.roadMap, inks: ['moss'] }],
  [/nakasend|walking/i, { scene: land.mountains, inks: ['moss', 'dusk'] }],
  [/rain|雨/i, { scene: music.rainScore, inks: ['indigo', 'snow'] }],
  [/漬物/, { scene: rooms.crocks, inks: ['moss'] }],
  [/路地|草木/, { scene: plants.lane, inks: ['moss', 'tea'] }],
  [/汽車/, { scene: music.nightTrain, inks: ['night'] }],
  [/商店街/, { scene: photo.bokeh, inks: ['night'] }],
  [/駅|夕方/, { scene: land.street, inks: ['dusk'] }],
  [/wood/i, { scene: photo.planks, inks: ['tea'] }],
  [/霧|fog/i, { scene: photo.fog, inks: ['snow'] }],
  [/茶室/, { scene: music.strings, inks: ['tea'] }],
  [/insect|虫/i, { scene: music.moonGrass, inks: ['night', 'moss'] }],
  [/出船|船|港/, { scene: land.scaleSea, inks: ['sea', 'indigo'] }],
  [/金魚/, { scene: water.goldfish, inks: ['sea'] }],
  [/bird|鳥/i, { scene: plants.birdRows, inks: ['sea', 'tea'] }],
  [/植物|図譜/, { scene: plants.specimen, inks: ['moss'] }],
  [/文様|pattern/i, { scene: craft.patchwork, inks: ['indigo'] }],
  [/icon/i, { scene: made.icons, inks: ['sea'] }],
  [/weather|skies/i, { scene: craft.skies, inks: ['snow'] }],
  [/watercolour/i, { scene: craft.washes, inks: ['sea'] }],
  [/藍染/, { scene: craft.dyed, inks: ['indigo'] }],
  [/しめ縄/, { scene: craft.rope, inks: ['tea'] }],
  [/押し花|和菓子/, { scene: plants.pressed, inks: ['plum', 'tea'] }],
  [/年賀/, { scene: plants.berries, inks: ['snow'] }],
  [/水切り|一輪|花屋/, { scene: plants.oneFlower, inks: ['sea', 'plum', 'snow'] }],
  [/方眼|grid paper/i, { scene: craft.squared, inks: ['indigo'] }],
  [/帳|家計|ledger/i, { scene: made.abacus, inks: ['tea', 'moss'] }],
  [/かな|ふりがな|font/i, { scene: made.typeCase, inks: ['tea', 'snow'] }],
  [/tatami|margin/i, { scene: made.mats, inks: ['moss', 'snow'] }],
  [/palette|shuttle/i, { scene: made.swatches, inks: ['dusk'] }],
  [/warp|nezumi/i, { scene: made.cloth, inks: ['indigo', 'moss'] }],
  [/caf|kissa|door|shop/i, { scene: made.noren, inks: ['tea', 'indigo'] }],
]

/** Where no word calls for anything, the shelf decides. */
const byShelf: Readonly<Record<TownCategory, readonly [Motif, ...Motif[]]>> = {
  ebook: [
    { scene: land.mountains, inks: ['indigo', 'dusk', 'moss'] },
    { scene: rooms.shelves, inks: ['tea'] },
  ],
  comic: [
    { scene: land.street, inks: ['dusk', 'night'] },
    { scene: land.snowHouse, inks: ['night'] },
  ],
  'sheet-music': [{ scene: music.staves, inks: ['indigo', 'moss', 'plum', 'sea'] }],
  photo: [{ scene: photo.islands, inks: ['sea', 'dusk'] }],
  illustration: [{ scene: plants.specimen, inks: ['moss', 'plum'] }],
  'web-template': [{ scene: made.pagesOver, inks: ['snow', 'moss', 'dusk', 'sea'] }],
  course: [{ scene: music.staves, inks: ['dusk'] }],
  audio: [{ scene: music.rings, inks: ['sea', 'plum'] }],
  software: [{ scene: made.cloth, inks: ['sea'] }],
  other: [{ scene: craft.patchwork, inks: ['tea'] }],
}

/** The same title always gets the same motif. */
export function chooseMotif(title: string, category: TownCategory, chance: Chance): Motif {
  const motif = called.find(([word]) => word.test(title))?.[1]
  return motif ?? chance.pick(byShelf[category])
}
