import { Hono } from 'hono'
import { isId } from '#lib/ids.ts'
import { hasCardNumber } from '#lib/luhn.ts'
import { Refusal } from '#lib/refusal.ts'
import { mostFiles } from '#market/catalogue/commands.ts'
import { shopOf } from '#market/listings/queries.ts'
import { addFile, addPicture, beginUpload, finishUpload } from '#market/media/commands.ts'
import { pictureLimits } from '#market/media/picture-sizes.ts'
import type { ArrivingFile } from '#market/media/port.ts'
import { uploadOwner } from '#market/media/queries.ts'
import type { StudioNeeds } from './needs.ts'
import { uploadsPath } from './pieces.ts'
import type { Visit } from './visit.ts'

/** Largest file a seller may send. */
export const mostUploadBytes = 20_000_000_000
const longestName = 255

/** The door for files: in pieces, resumable, each piece by the seller who began it. */
export function uploads(needs: StudioNeeds) {
  const { db, inTransaction, files, clock, newId } = needs
  const door = needs.uploads({
    maxBytes: mostUploadBytes,
    newId,
    senderOf: async (request) => {
      const member = await needs.memberOf(request)
      if (member && !member.byPasskey) throw new Refusal('passkey-needed')
      const shop = member && (await shopOf(db, member.id))
      if (!shop) throw new Refusal('sign-in-needed')
      return shop.id
    },
    begun: async (file, seller) => {
      const bytes = BigInt(file.bytes)
      const want = { id: file.id, seller, ...checked(file), bytes, mostFiles, now: clock() }
      await inTransaction((tx) => beginUpload(tx, want, needs.uploadLimits))
    },
    owns: async (id, seller) => isId(id) && (await uploadOwner(db, id)) === seller,
    arrived: async (file, path, seller) => {
      const { purpose, work } = checked(file)
      const { key } = await files.adopt(purpose === 'picture' ? 'originals' : 'works', path)
      await inTransaction(async (tx) => {
        await finishUpload(tx, { upload: file.id, storageKey: key, now: clock() })
        if (purpose === 'work-file') {
          await addFile(tx, { work, seller, upload: file.id, most: mostFiles })
        } else {
          await addPicture(tx, { id: newId(), seller, work, upload: file.id, alt: '' })
        }
      })
    },
  })
  return new Hono<Visit>()
    .all(`${uploadsPath}/*`, (c) => door.handle(c.req.raw))
    .post(uploadsPath, (c) => door.handle(c.req.raw))
}

/** What the sender wrote beside the file. Refuses: `bad-input`, `card-number`, `too-large`. */
function checked(file: ArrivingFile) {
  const { purpose, work } = file.about
  const name = file.name.normalize('NFC')
  const isNamed = name.length > 0 && name.length <= longestName && !/[\p{Cc}/\\]/u.test(name)
  if (!isNamed || !isId(work)) throw new Refusal('bad-input')
  if (hasCardNumber(name)) throw new Refusal('card-number')
  if (purpose === 'work-file') return { purpose, work, name } as const
  if (purpose !== 'picture') throw new Refusal('bad-input')
  if (file.bytes > pictureLimits.bytes) throw new Refusal('too-large')
  return { purpose, work, name } as const
}
