import { mix } from '../inks.ts'
import { n, path, rect, type Sheet, times } from '../sheet.ts'

/** Crocks with stones on their lids. */
export function crocks(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const shelf = height * 0.86
  const pots = [inks.second, inks.main, inks.near]
    .map((colour, index) => {
      const w = width * (0.3 - index * 0.035)
      const h = height * (0.34 - index * 0.06)
      const x = width * (0.05 + index * 0.315)
      const y = shelf - h
      return (
        path(
          `M${n(x)} ${n(y)}H${n(x + w)}Q${n(x + w * 1.06)} ${n(y + h * 0.6)} ${n(x + w * 0.86)} ${n(shelf)}H${n(x + w * 0.14)}Q${n(x - w * 0.06)} ${n(y + h * 0.6)} ${n(x)} ${n(y)}z`,
          `fill="${colour}"`,
        ) +
        rect(x - 8, y - 22, w + 16, 30, mix(colour, inks.paper, 0.5)) +
        `<ellipse cx="${n(x + w / 2)}" cy="${n(y - 56)}" rx="${n(w * chance.between(0.24, 0.32))}" ry="42" fill="${mix(inks.near, inks.ink, 0.4)}"/>` +
        rect(x + w * 0.3, y + h * 0.36, w * 0.4, h * 0.26, index === 1 ? inks.accent : inks.paper)
      )
    })
    .join('')
  return (
    rect(0, 0, width, height, inks.far) +
    rect(0, shelf, width, height - shelf, mix(inks.near, inks.second, 0.5)) +
    pots
  )
}

/** Spines on shelves, one pulled forward. */
export function shelves(sheet: Sheet): string {
  const { width, height, chance, inks } = sheet
  const colours = [
    inks.main,
    inks.second,
    inks.near,
    mix(inks.main, inks.ink, 0.4),
    mix(inks.near, inks.paper, 0.5),
  ] as const
  const chosen = chance.whole(14, 19)
  let count = 0
  const rows = times(4, (row) => {
    const board = height * (0.5 + row * 0.158)
    let x = 24
    let books = ''
    while (x < width - 70) {
      const w = chance.between(26, 62)
      const h = height * chance.between(0.095, 0.132)
      const mine = count === chosen
      count += 1
      books += rect(x, board - h - (mine ? 26 : 0), w, h, mine ? inks.accent : chance.pick(colours))
      if (chance.often(0.5))
        books += rect(x + 5, board - h * 0.8 - (mine ? 26 : 0), w - 10, h * 0.16, inks.paper)
      x += w + 4
    }
    return books + rect(0, board, width, 18, inks.ink)
  })
  return rect(0, 0, width, height, inks.far) + rows
}
