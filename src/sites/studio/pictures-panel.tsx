import { Button } from '#sites/ui/parts/button.tsx'
import { Field } from '#sites/ui/parts/field.tsx'
import { Badge } from '#sites/ui/parts/small.tsx'
import type { View } from '#sites/ui/view.ts'
import { UploadForm } from './upload-form.tsx'
import type { OwnWork } from './visit.ts'

type OwnPicture = OwnWork['pictures'][number]

const accepted = 'image/jpeg,image/png,image/webp,image/avif,image/gif,.heic,.heif'

/** Cover and samples; the first picture is the cover until another is chosen. */
export function PicturesPanel({ view, work }: { view: View; work: OwnWork }) {
  const { studio } = view.words
  return (
    <section class="panel">
      <h2>{studio.pictures}</h2>
      <p class="soft small">{studio.picturesHint}</p>
      <ul class="picture-row">
        {work.pictures.map((picture) => (
          <li key={picture.id}>
            <OnePicture view={view} work={work} picture={picture} />
          </li>
        ))}
      </ul>
      <UploadForm work={work.id} purpose="picture" label={studio.addPictures} accept={accepted} />
    </section>
  )
}

function OnePicture({ view, work, picture }: { view: View; work: OwnWork; picture: OwnPicture }) {
  const { studio, shell } = view.words
  const isCover = work.cover_id === picture.id
  if (picture.refused) return <p class="small">{studio.fileRefusals(picture.refused)}</p>
  return (
    <figure class="own-picture">
      {picture.width ? (
        <img
          src={`/pictures/${picture.id}/${picture.width}.webp`}
          alt={picture.alt}
          width={160}
          loading="lazy"
        />
      ) : (
        <p class="soft small">{studio.pictureMaking}</p>
      )}
      <DescribeForm view={view} work={work} picture={picture} />
      <figcaption>
        {isCover ? (
          <Badge tone="good">{studio.cover}</Badge>
        ) : (
          <>
            <PictureAct work={work.id} picture={picture.id} act="cover" text={studio.makeCover} />
            <PictureAct
              work={work.id}
              picture={picture.id}
              act="picture-removals"
              text={shell.remove}
            />
          </>
        )}
      </figcaption>
    </figure>
  )
}

function DescribeForm({ view, work, picture }: { view: View; work: OwnWork; picture: OwnPicture }) {
  const { studio, shell } = view.words
  return (
    <form method="post" action={`/studio/works/${work.id}/picture-texts`}>
      <input type="hidden" name="picture" value={picture.id} />
      <Field
        id={`alt-${picture.id}`}
        name="alt"
        label={studio.alt}
        value={picture.alt}
        maxlength={300}
        optional
      />
      <Button kind="plain">{shell.save}</Button>
    </form>
  )
}

function PictureAct(props: { work: string; picture: string; act: string; text: string }) {
  return (
    <form method="post" action={`/studio/works/${props.work}/${props.act}`}>
      <input type="hidden" name="picture" value={props.picture} />
      <Button kind="plain">{props.text}</Button>
    </form>
  )
}
