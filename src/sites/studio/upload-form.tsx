import { Button, Buttons } from '#sites/ui/parts/button.tsx'
import { ProgressBar } from '#sites/ui/parts/small.tsx'
import { useView } from '#sites/ui/view.ts'
import { uploadsPath } from './pieces.ts'

type UploadFormProps = {
  work: string
  purpose: 'work-file' | 'picture'
  label: string
  accept?: string
}

/** Where files are chosen or dropped; the island `upload.js` sends them, in pieces. */
export function UploadForm({ work, purpose, label, accept }: UploadFormProps) {
  const { studio, refusals } = useView().words
  return (
    <div
      class="upload"
      data-upload={uploadsPath}
      data-work={work}
      data-purpose={purpose}
      data-retrying={studio.uploadRetrying}
      data-failed={studio.uploadFailed}
      data-full={refusals['storage-full']}
      data-pause={studio.uploadPause}
      data-resume={studio.uploadResume}
    >
      <label class="upload-drop">
        <span class="button button-quiet">{label}</span>
        <input class="unseen" type="file" multiple accept={accept} />
        <span class="soft small">{studio.dropHere}</span>
      </label>
      <template>
        <div class="upload-row">
          <ProgressBar label="" value={0} max={1} text="" />
          <p class="field-problem" role="alert" data-part="problem" hidden />
          <Buttons>
            <Button kind="plain" type="button" data={{ 'data-part': 'pause' }}>
              {studio.uploadPause}
            </Button>
          </Buttons>
        </div>
      </template>
      <div data-part="list" />
    </div>
  )
}
