import { fileTypeFromBuffer } from 'file-type'
import type { ContentInspector, FileStorage, StorageKey } from '#market/media/port.ts'
import {
  archiveRefusal,
  endingFits,
  sellableTypes,
  textEndings,
  type UploadRefusal,
} from '#market/media/work-file.ts'
import { archiveEntries } from './archive.ts'
import { contentOf } from './content.ts'

const archives = new Set(['application/zip', 'application/epub+zip'])

/**
 * Looks at what a file is, not at what it is called. No virus scanner stands here yet: a scanner
 * is another inspector behind the same port.
 */
export function contentInspector(): ContentInspector {
  return {
    async inspect(file, storage) {
      const { sha256, size, head, isText } = await contentOf(file.key, storage)
      if (size === 0) return refused('empty')
      const mediaType = await mediaTypeOf(head, file.name, isText)
      if (!mediaType) return refused('kind-unknown')
      if (mediaType !== 'text/plain' && !endingFits(file.name, mediaType)) {
        return refused('kind-and-name-differ')
      }
      const hurt = archives.has(mediaType) ? await archiveHurts(file.key, storage, size) : null
      return hurt ? refused(hurt) : { mediaType, sha256 }
    },
  }
}

const refused = (reason: UploadRefusal) => ({ refused: reason })

async function mediaTypeOf(head: Uint8Array, name: string, isText: boolean) {
  const found = (await fileTypeFromBuffer(head))?.mime as string | undefined
  if (found) return found in sellableTypes ? found : null
  const ending = name.toLowerCase().split('.').at(-1) ?? ''
  return isText && textEndings.includes(ending) ? 'text/plain' : null
}

async function archiveHurts(key: StorageKey, storage: FileStorage, size: number) {
  const entries = await archiveEntries(key, storage, size)
  return entries ? archiveRefusal(entries, size) : 'archive-broken'
}
