/** The printer's colours of one cover. */
export type Inks = {
  paper: string
  /** Far and near ground of the picture. */
  far: string
  near: string
  main: string
  second: string
  /** Used once, small. */
  accent: string
  ink: string
}

const indigo: Inks = {
  paper: '#f3ecdc',
  far: '#cfdbe4',
  near: '#8fadc6',
  main: '#2b4f82',
  second: '#17305a',
  accent: '#c23a1e',
  ink: '#171b26',
}
const dusk: Inks = {
  paper: '#f2e4d3',
  far: '#eec4a6',
  near: '#c98a86',
  main: '#6a4a6e',
  second: '#332a4c',
  accent: '#c23a1e',
  ink: '#1d1826',
}
const moss: Inks = {
  paper: '#f1ecd9',
  far: '#dfe0bd',
  near: '#a9b884',
  main: '#59774f',
  second: '#2d4638',
  accent: '#c9502c',
  ink: '#1b211d',
}
const tea: Inks = {
  paper: '#f5eddd',
  far: '#ead7b4',
  near: '#cfa973',
  main: '#8a5f3c',
  second: '#4b3426',
  accent: '#2b4f82',
  ink: '#211913',
}
const night: Inks = {
  paper: '#e9e6dc',
  far: '#33476b',
  near: '#253655',
  main: '#1a2742',
  second: '#0f182b',
  accent: '#e6b65c',
  ink: '#0b101c',
}
const snow: Inks = {
  paper: '#f6f5f1',
  far: '#dde4ea',
  near: '#b9c7d3',
  main: '#71879d',
  second: '#34475e',
  accent: '#c23a1e',
  ink: '#1a212b',
}
const plum: Inks = {
  paper: '#f6ebe6',
  far: '#f0cfc9',
  near: '#dd9c98',
  main: '#a8485a',
  second: '#5c2440',
  accent: '#2b4f82',
  ink: '#231420',
}
const sea: Inks = {
  paper: '#f2efe3',
  far: '#d3e5e1',
  near: '#8dbdbc',
  main: '#2f7680',
  second: '#164551',
  accent: '#d8562f',
  ink: '#10242a',
}

export const inks = { indigo, dusk, moss, tea, night, snow, plum, sea }
export type InkName = keyof typeof inks

/** A colour between two, `share` of the way to the second. */
export function mix(from: string, to: string, share: number): string {
  const channel = (at: number) => {
    const a = Number.parseInt(from.slice(at, at + 2), 16)
    const b = Number.parseInt(to.slice(at, at + 2), 16)
    return Math.round(a + (b - a) * share)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${channel(1)}${channel(3)}${channel(5)}`
}
