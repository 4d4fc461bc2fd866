import { Button } from '#sites/ui/parts/button.tsx'
import { Badge } from '#sites/ui/parts/small.tsx'
import { type Column, Table } from '#sites/ui/parts/table.tsx'
import type { View } from '#sites/ui/view.ts'
import { UploadForm } from './upload-form.tsx'
import type { OwnWork } from './visit.ts'

type File = OwnWork['files'][number]

/** The files of the next edition, each with the worker's verdict. */
export function FilesPanel({ view, work }: { view: View; work: OwnWork }) {
  const { studio } = view.words
  const columns: Column<File>[] = [
    { key: 'name', head: studio.fileName, cell: (row) => row.name, heading: true },
    {
      key: 'size',
      head: studio.fileSize,
      cell: (row) => view.format.bytes(row.bytes),
      number: true,
    },
    { key: 'verdict', head: studio.fileState, cell: (row) => <Verdict row={row} view={view} /> },
    {
      key: 'remove',
      head: studio.removeFile,
      headUnseen: true,
      cell: (row) => <RemoveFile row={row} work={work} view={view} />,
    },
  ]
  return (
    <section class="panel">
      <h2>{studio.files}</h2>
      <p class="soft small">{studio.filesHint}</p>
      {work.files.length === 0 ? (
        <p>{studio.filesNone}</p>
      ) : (
        <Table
          caption={studio.files}
          captionUnseen
          columns={columns}
          rows={work.files}
          rowKey={(row) => row.upload_id}
        />
      )}
      <UploadForm work={work.id} purpose="work-file" label={studio.addFiles} />
    </section>
  )
}

function Verdict({ row, view }: { row: File; view: View }) {
  const { studio } = view.words
  if (row.verdict === null) return <Badge tone="info">{studio.checking}</Badge>
  if (row.verdict === 'accepted') return <Badge tone="good">{studio.checked}</Badge>
  return (
    <>
      <Badge tone="bad">{studio.fileRefused}</Badge>{' '}
      <span class="small">{studio.fileRefusals(row.reason ?? '')}</span>
    </>
  )
}

function RemoveFile({ row, work, view }: { row: File; work: OwnWork; view: View }) {
  const { studio } = view.words
  return (
    <form method="post" action={`/studio/works/${work.id}/file-removals`}>
      <input type="hidden" name="upload" value={row.upload_id} />
      <Button kind="plain" label={`${studio.removeFile}: ${row.name}`}>
        {studio.removeFile}
      </Button>
    </form>
  )
}
