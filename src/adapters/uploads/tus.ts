import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import type { ArrivingFile, UploadDoor, UploadRules } from '#market/media/port.ts'

export interface TusSettings {
  /** Path of the URL, such as `/studio/uploads`. */
  path: string
  /** Where unfinished files wait, on the storage's own file system. */
  folder: string
}

/** Unfinished files are given up after a day. */
const giveUpMillis = 24 * 3_600_000

/** Uploads that go on where they broke off. Every request is asked for its sender anew. */
export function tusUploads({ path, folder }: TusSettings, rules: UploadRules): UploadDoor {
  const server = new Server({
    path,
    datastore: new FileStore({ directory: folder, expirationPeriodInMilliseconds: giveUpMillis }),
    maxSize: rules.maxBytes,
    relativeLocation: true,
    respectForwardedHeaders: false,
    namingFunction: () => rules.newId(),
    onIncomingRequest: async (request, id) => {
      if (request.method === 'POST' || request.method === 'OPTIONS') return
      const sender = await answering(rules.senderOf(request as Request))
      if (!(await rules.owns(id, sender))) throw answerOf(new Refusal('not-yours'))
    },
    onUploadCreate: async (request, upload) => {
      const sender = await answering(rules.senderOf(request as Request))
      await answering(rules.begun(fileOf(upload), sender))
      return {}
    },
    onUploadFinish: async (request, upload) => {
      const sender = await answering(rules.senderOf(request as Request))
      await answering(rules.arrived(fileOf(upload), join(folder, upload.id), sender))
      await rm(join(folder, `${upload.id}.json`), { force: true })
      return {}
    },
  })
  return { handle: (request) => server.handleWeb(request) }
}

interface TusUpload {
  id: string
  size?: number
  metadata?: Record<string, string | null>
}

function fileOf({ id, size, metadata }: TusUpload): ArrivingFile {
  // A length that comes later would let an endless file begin.
  if (size === undefined || size < 1) throw answerOf(new Refusal('bad-input'))
  const about = Object.fromEntries(
    Object.entries(metadata ?? {}).map(([key, value]) => [key, value ?? '']),
  )
  return { id, name: about.filename ?? '', bytes: size, about }
}

/** tus speaks statuses; a Refusal becomes its own, everything else stays our fault. */
async function answering<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (thrown) {
    throw isRefusal(thrown) ? answerOf(thrown) : thrown
  }
}

function answerOf(refusal: Refusal): { status_code: number; body: string } {
  return { status_code: refusal.status, body: `${refusal.code}\n` }
}
