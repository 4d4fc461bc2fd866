import { safeFileName } from '#lib/http/attachment.ts'
import type { OwnedFile } from '#market/downloads/queries.ts'
import type { View } from '#sites/ui/view.ts'
import { paths } from '../paths.ts'

export interface FileListProps {
  view: View
  files: OwnedFile[]
  order: string
}

/** Files to download: the newest edition, older ones folded away below it. */
export function FileList({ view, files, order }: FileListProps) {
  const newest = Math.max(...files.map((file) => file.editionNumber))
  const now = files.filter((file) => file.editionNumber === newest)
  // The same file in two editions is one download.
  const shown = new Set(now.map((file) => file.uploadId))
  const older = files.filter((file) => !shown.has(file.uploadId))
  return (
    <>
      <Files view={view} files={now} order={order} />
      {older.length === 0 ? null : (
        <details>
          <summary>{view.words.order.olderEditions}</summary>
          <Files view={view} files={older} order={order} />
        </details>
      )}
    </>
  )
}

function Files({ view, files, order }: FileListProps) {
  const { words, format } = view
  return (
    <ul class="file-list">
      {files.map((file) => (
        <li key={file.uploadId}>
          <a
            class="button button-quiet file-link"
            href={paths.orderFile(order, file.uploadId)}
            download={safeFileName(file.name)}
          >
            <span class="unseen">{words.order.download}: </span>
            <span class="file-name">{file.name}</span>
            <span class="faint figures">{format.bytes(file.bytes)}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}
