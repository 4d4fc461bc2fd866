import { isCurrency } from '#lib/money.ts'
import { safeHtml } from '#sites/ui/markdown.ts'
import { LinkButton } from '#sites/ui/parts/button.tsx'
import { Notice } from '#sites/ui/parts/notice.tsx'
import { Price } from '#sites/ui/parts/price.tsx'
import { MarkdownBody, Tags } from '#sites/ui/parts/small.tsx'
import type { View } from '#sites/ui/view.ts'
import { Desk } from './desk.tsx'
import type { OwnWork, Shop } from './visit.ts'

/** The listing as buyers will read it, seen by its seller alone. */
export function PreviewPage({ view, shop, work }: { view: View; shop: Shop; work: OwnWork }) {
  const { studio, categories } = view.words
  const { currency, price } = work
  return (
    <Desk view={view} title={work.title} room="works" shop={shop}>
      <Notice tone="info">{studio.previewOnly}</Notice>
      <ul class="picture-row">
        {work.pictures
          .filter((picture) => picture.width !== null)
          .map((picture) => (
            <li key={picture.id} class="own-picture">
              <img
                src={`/pictures/${picture.id}/${picture.width}.webp`}
                alt={picture.alt}
                width={160}
              />
            </li>
          ))}
      </ul>
      <p>{isCurrency(currency) ? <Price price={{ amount: price, currency }} large tax /> : null}</p>
      <p>{categories[work.category as keyof typeof categories]}</p>
      <Tags tags={work.tags} />
      <MarkdownBody html={safeHtml(work.description)} />
      <p>
        <LinkButton kind="quiet" href={`/studio/works/${work.id}`}>
          {studio.editWork}
        </LinkButton>
      </p>
    </Desk>
  )
}
