import { type Chance, chanceFrom } from './chance.ts'
import type { Inks } from './inks.ts'
import { column, columnHeight } from './lettering.ts'
import { mountains, scaleSea, snowHouse, storehouse, street } from './scenes/land.ts'
import { lane } from './scenes/plants.ts'
import { shelves } from './scenes/rooms.ts'
import { n, rect, type Scene } from './sheet.ts'

const [width, height] = [960, 1280]
const margin = 48
const gutter = 18

const grey: Inks = {
  paper: '#f7f6f2',
  far: '#dcdcd8',
  near: '#adafb1',
  main: '#62666b',
  second: '#2c2f34',
  accent: '#1b1d21',
  ink: '#111317',
}

const scenes: readonly [Scene, ...Scene[]] = [
  snowHouse,
  shelves,
  street,
  storehouse,
  mountains,
  scaleSea,
  lane,
]
const said = ['ゆきだ。', 'おかえり', 'またあした', 'しずかに', 'ここだよ', 'ただいま'] as const

type Panel = { x: number; y: number; wide: number; tall: number }

/** A page out of a comic: panels read from the right, in greys, with a few words said. */
export function comicPageMarkup({ seed }: { seed: string }): string {
  const chance = chanceFrom(`page|${seed}`)
  const first = chance.whole(0, scenes.length - 1)
  const panels = panelsOf(chance).map((panel, index) => {
    const scene = scenes[(first + index) % scenes.length] ?? snowHouse
    return drawn(panel, { scene, index, chance })
  })
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">` +
    '<defs><filter id="grey"><feColorMatrix type="saturate" values="0"/></filter></defs>' +
    rect(0, 0, width, height, '#fbfaf7') +
    panels.join('') +
    '</svg>'
  )
}

/** Three or four rows, each of one or two panels. */
function panelsOf(chance: Chance): Panel[] {
  const rows = chance.whole(3, 4)
  const room = height - margin * 2 - gutter * (rows - 1)
  const shares = Array.from({ length: rows }, () => chance.between(0.8, 1.5))
  const all = shares.reduce((sum, share) => sum + share, 0)
  let y = margin
  return shares.flatMap((share, index) => {
    const tall = (room * share) / all
    const at = y
    y += tall + gutter
    const whole = width - margin * 2
    if (index % 2 === 0 && chance.often(0.5)) return [{ x: margin, y: at, wide: whole, tall }]
    const left = (whole - gutter) * chance.between(0.36, 0.64)
    return [
      { x: margin + left + gutter, y: at, wide: whole - gutter - left, tall },
      { x: margin, y: at, wide: left, tall },
    ]
  })
}

type Filling = { scene: Scene; index: number; chance: Chance }

function drawn({ x, y, wide, tall }: Panel, { scene, index, chance }: Filling): string {
  const art = scene({ width: wide * 1.15, height: tall * 1.25, chance, inks: grey })
  const own = art.replace(/id="/g, `id="panel${index}-`).replace(/url\(#/g, `url(#panel${index}-`)
  const words = chance.often(0.6) ? bubble({ x, y, wide, tall }, chance) : ''
  return (
    `<svg x="${n(x)}" y="${n(y)}" width="${n(wide)}" height="${n(tall)}" viewBox="${n(wide * 0.07)} ${n(tall * 0.14)} ${n(wide)} ${n(tall)}"><g filter="url(#grey)">${own}</g></svg>` +
    words +
    `<rect x="${n(x)}" y="${n(y)}" width="${n(wide)}" height="${n(tall)}" fill="none" stroke="${grey.ink}" stroke-width="6"/>`
  )
}

function bubble({ x, y, wide }: Panel, chance: Chance): string {
  const text = chance.pick(said)
  const size = 30
  const tall = columnHeight(text, size)
  const [rx, ry] = [size * 1.5, tall / 2 + size * 1.1]
  const cx = x + (chance.often(0.5) ? wide - rx - 16 : rx + 16)
  const cy = y + ry + 16
  const tail = `<path d="M${n(cx - 12)} ${n(cy + ry - 8)}l-14 34l34 -26z" fill="#fff"/>`
  return (
    `<ellipse cx="${n(cx)}" cy="${n(cy)}" rx="${n(rx)}" ry="${n(ry)}" fill="#fff" stroke="${grey.ink}" stroke-width="4"/>` +
    tail +
    column(text, { x: cx, y: cy - tall / 2, size, fill: grey.ink })
  )
}
