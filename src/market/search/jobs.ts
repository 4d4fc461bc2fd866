import type { Db } from '#lib/db/open.ts'
import { indexWork } from './commands.ts'
import { documentVersion } from './document.ts'

const batch = 200

/**
 * Makes the search documents anew that are missing or of an older version, newest works first:
 * after an update that changed how works are found, or after an index job that was lost.
 * One batch; says whether there may be more.
 */
export async function renewDocuments(db: Db<'worker'>): Promise<boolean> {
  const works = await db
    .selectFrom('listings as l')
    .leftJoin('search_documents as d', 'd.work_id', 'l.id')
    .where((eb) => eb.or([eb('d.version', 'is', null), eb('d.version', '<', documentVersion)]))
    .select('l.id')
    .orderBy('l.published_at', 'desc')
    .limit(batch)
    .execute()
  for (const { id } of works) await indexWork(db, id)
  return works.length === batch
}
