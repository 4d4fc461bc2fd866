import type { Clock } from '#lib/clock.ts'
import type { Db, Tx } from '#lib/db/open.ts'
import type { NewId } from '#lib/ids.ts'
import type { FileStorage, UploadDoor, UploadRules } from '#market/media/port.ts'
import type { UploadLimits } from '#market/media/upload-limits.ts'
import type { AssetPath } from '#sites/ui/view.ts'

export interface StudioMember {
  id: string
  byPasskey: boolean
  cookies: readonly string[]
}

/** Everything the studio is given; it lives in the shop's process and under its host. */
export interface StudioNeeds {
  db: Db<'storefront'>
  inTransaction: <T>(work: (tx: Tx<'storefront'>) => Promise<T>) => Promise<T>
  files: Pick<FileStorage, 'adopt' | 'open'>
  /** Makes the door for uploads by our rules. */
  uploads: (rules: UploadRules) => UploadDoor
  /** What one seller may have on its way and in the storage. */
  uploadLimits?: UploadLimits
  /** The member of this browser, with the cookie lines the answer must carry. */
  memberOf: (request: Request) => Promise<StudioMember | undefined>
  origins: { shop: string; account: string }
  marketName: string
  asset: AssetPath
  clock: Clock
  newId: NewId
}
