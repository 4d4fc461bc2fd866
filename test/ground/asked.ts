import pg from 'pg'

/** One statement, as it left this process. */
export interface Asked {
  role: string
  name: string
  text: string
}

/** Everything that any role asks of PostgreSQL while the work is done. */
export async function askedDuring(work: () => Promise<unknown>): Promise<Asked[]> {
  const asked: Asked[] = []
  const { query } = pg.Client.prototype
  pg.Client.prototype.query = function (this: pg.Client, ...given: never[]) {
    const [wish] = given as unknown as [{ name?: string; text?: string } | string]
    const { name = '', text = '' } = typeof wish === 'string' ? { text: wish } : wish
    asked.push({ role: this.user ?? '', name, text })
    return (query as (...given: never[]) => unknown).apply(this, given)
  } as never
  try {
    await work()
  } finally {
    pg.Client.prototype.query = query
  }
  return asked
}
