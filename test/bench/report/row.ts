/** What was hoped for, and what is still good enough. */
export type Aim =
  | { kind: 'at-least'; aim: number; enough: number }
  | { kind: 'at-most'; aim: number; enough: number }

export type Verdict = 'aim' | 'enough' | 'missed'

/** One line of the table: what was reached, beside the limit measured in the same run. */
export interface Row {
  bench: string
  what: string
  unit: string
  /** The median of the rounds. */
  reached: number
  rounds: number[]
  aim?: Aim
  limit?: Limit
  /** Further numbers of the same run, by name with unit. */
  details: Record<string, number | string>
}

/** What nothing built on the same ground could beat, in the row's unit. */
export interface Limit {
  what: string
  reached: number
  rounds: number[]
}

export interface BenchWish {
  /** Rounds of each measurement; the median counts. */
  rounds: number
  /** Length of one round. */
  seconds: number
  /** As many as a large market has, where that takes minutes. */
  large: boolean
  say: (line: string) => void
}

export interface Bench {
  name: string
  about: string
  run(wish: BenchWish): Promise<Row[]>
}

/** Whether a row reached its aim, is good enough, or missed both; undefined where none is set. */
export function verdictOf({ reached, aim }: Pick<Row, 'reached' | 'aim'>): Verdict | undefined {
  if (!aim) return undefined
  const isWithin = (bound: number) =>
    aim.kind === 'at-least' ? reached >= bound : reached <= bound
  return isWithin(aim.aim) ? 'aim' : isWithin(aim.enough) ? 'enough' : 'missed'
}

/** Reached over limit; undefined where there is no limit to compare with. */
export function ratioOf({ reached, limit }: Row): number | undefined {
  return limit && limit.reached > 0 ? reached / limit.reached : undefined
}
