/** Gives the present moment. Comes in as an argument, so that every run can be replayed. */
export type Clock = () => Date

/** The machine's own time. */
export const systemClock: Clock = () => new Date()

/** A clock for tests: stands still until it is told to move. */
export interface FixedClock extends Clock {
  /** Moves on by this many milliseconds. */
  advance(millis: number): void
  set(moment: Date | string): void
}

/** A clock that shows the given moment (an ISO text or a Date) until told otherwise. */
export function fixedClock(start: Date | string = '2026-04-01T00:00:00Z'): FixedClock {
  let now = new Date(start).getTime()
  const clock = () => new Date(now)
  return Object.assign(clock, {
    advance(millis: number) {
      now += millis
    },
    set(moment: Date | string) {
      now = new Date(moment).getTime()
    },
  })
}
