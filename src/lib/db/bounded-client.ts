import pg from 'pg'

const late = 'Query read timeout'

/**
 * A connection that is closed when its server did not answer in time (`query_timeout`). What it
 * was asked may still be done, and what it says later would be taken for the next answer.
 */
export class BoundedClient extends pg.Client {
  override query(...asked: unknown[]): never {
    const heard = asked.at(-1)
    if (typeof heard === 'function') {
      asked[asked.length - 1] = (error: Error | null, result: unknown) => {
        this.#throwAwayIfLate(error)
        heard(error, result)
      }
    }
    const answer = (super.query as (...asked: unknown[]) => unknown).apply(this, asked)
    if (answer instanceof Promise) answer.catch((error) => this.#throwAwayIfLate(error))
    return answer as never
  }

  #throwAwayIfLate(error: Error | null | undefined): void {
    if (error?.message === late) this.end().catch(() => {})
  }
}
