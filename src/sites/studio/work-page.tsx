import type { Problems, Typed } from '#lib/form-fields.ts'
import { LinkButton } from '#sites/ui/parts/button.tsx'
import { Notice } from '#sites/ui/parts/notice.tsx'
import type { View } from '#sites/ui/view.ts'
import { Desk } from './desk.tsx'
import { FilesPanel } from './files-panel.tsx'
import { missingFor } from './missing.ts'
import { PicturesPanel } from './pictures-panel.tsx'
import type { OwnWork, Shop } from './visit.ts'
import { WorkForm } from './work-form.tsx'
import { WorkState } from './works.tsx'

type WorkPageProps = {
  view: View
  shop: Shop
  work: OwnWork
  typed: Typed
  problems?: Problems
}

/** How often the page looks whether the worker has judged what was sent. */
const lookSeconds = 4

/** One work: files, pictures, texts, and what is missing before it can be sold. */
export function WorkPage({ view, shop, work, typed, problems }: WorkPageProps) {
  const { studio } = view.words
  const isWaiting =
    work.files.some((file) => file.verdict === null) ||
    work.pictures.some((picture) => picture.width === null && picture.refused === null)
  // A form that is being corrected must not be taken away by a reload.
  const refreshSeconds = isWaiting && !problems ? lookSeconds : undefined
  return (
    <Desk
      view={view}
      title={work.title}
      room="works"
      shop={shop}
      islands={['upload.js']}
      refreshSeconds={refreshSeconds}
    >
      <p class="row">
        <WorkState row={work} view={view} />
        <a href={`/studio/works/${work.id}/preview`}>{studio.preview}</a>
        {work.state === 'published' ? <a href={`/works/${work.id}`}>{studio.seeWork}</a> : null}
      </p>
      <Standing view={view} work={work} />
      <FilesPanel view={view} work={work} />
      <PicturesPanel view={view} work={work} />
      <section class="panel">
        <h2>{studio.editWork}</h2>
        <WorkForm
          view={view}
          action={`/studio/works/${work.id}`}
          typed={typed}
          problems={problems}
          submit={work.state === 'draft' ? studio.save : studio.saveChanges}
        />
      </section>
    </Desk>
  )
}

function Standing({ view, work }: { view: View; work: OwnWork }) {
  const { studio, console: words } = view.words
  const missing = missingFor(work)
  if (work.takedown) {
    return (
      <Notice tone="bad" title={words.takenDown}>
        <p>{work.takedown_note}</p>
      </Notice>
    )
  }
  if (missing.length > 0) {
    const texts = { files: studio.needFile, cover: studio.needCover }
    return (
      <Notice tone="info" title={studio.publishNeeds}>
        <ul>
          {missing.map((one) => (
            <li key={one}>{texts[one]}</li>
          ))}
        </ul>
      </Notice>
    )
  }
  return (
    <p class="row">
      <LinkButton href={`/studio/works/${work.id}/publication`}>
        {work.state === 'published' ? studio.newEdition : studio.publish}
      </LinkButton>
      {work.state === 'published' ? (
        <LinkButton kind="quiet" href={`/studio/works/${work.id}/withdrawal`}>
          {studio.withdraw}
        </LinkButton>
      ) : null}
    </p>
  )
}
