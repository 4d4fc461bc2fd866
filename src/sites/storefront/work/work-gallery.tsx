import type { ListedWork } from '#market/catalogue/types.ts'
import { Picture } from '#sites/ui/parts/picture.tsx'
import type { View } from '#sites/ui/view.ts'
import { pictureData } from '../shown.ts'

/** The cover, and the sample pictures below it, each opening in full. */
export function WorkGallery({ view, work }: { view: View; work: ListedWork }) {
  const { words } = view
  return (
    <div class="work-gallery">
      <div class="work-gallery-first">
        {work.cover ? (
          <Picture
            renditions={pictureData(work.cover).renditions}
            alt={work.cover.alt || words.work.coverOf(work.title)}
            sizes="(min-width: 54rem) 36rem, 90vw"
            eager
          />
        ) : (
          <div class="work-no-cover" />
        )}
      </div>
      {work.pictures.length === 0 ? null : (
        <ul class="work-samples" aria-label={words.work.sample}>
          {work.pictures.map((picture, index) => {
            const { renditions } = pictureData(picture)
            const largest = renditions.filter((each) => each.format !== 'avif').at(-1)
            return (
              <li key={picture.id}>
                <a href={largest?.href}>
                  <Picture
                    renditions={renditions}
                    alt={picture.alt || words.work.samplePicture(index + 1)}
                    sizes="6rem"
                  />
                </a>
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}
