import type { Amount } from '../format.ts'
import type { CategoryCode } from '../messages/categories.ts'
import { useView } from '../view.ts'
import { Picture, type PictureData } from './picture.tsx'
import { Price } from './price.tsx'
import { Badge } from './small.tsx'

export type WorkCardData = {
  id: string
  href: string
  title: string
  /** Language of the title, as the market stores it. */
  language: string
  creator: string
  price: Amount
  cover: PictureData | undefined
  category?: CategoryCode
  /** Copies left of a limited work; leave out where there is no limit. */
  left?: number
}

export type WorkCardProps = { work: WorkCardData; eager?: boolean; level?: 2 | 3 }

const cardSizes = '(min-width: 74rem) 16rem, (min-width: 60rem) 21vw, (min-width: 40rem) 28vw, 42vw'

/** A work among others. The whole card leads to it, with one tab stop. */
export function WorkCard({ work, eager, level = 3 }: WorkCardProps) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <li class="work-card">
      <div class="work-cover">
        {work.cover ? (
          // The title beside it says the same, so the picture is not read out again.
          <Picture renditions={work.cover.renditions} alt="" sizes={cardSizes} eager={eager} />
        ) : (
          <div class="work-no-cover" />
        )}
      </div>
      <div class="work-text">
        <Heading class="work-title" lang={titleLang(work.language)}>
          <a href={work.href}>{work.title}</a>
        </Heading>
        <p class="work-creator">{work.creator}</p>
        <p class="work-foot">
          <Price price={work.price} />
          <StockBadge left={work.left} />
        </p>
      </div>
    </li>
  )
}

const few = 20

/** How limited a work is. Says a number only when it is small enough to matter. */
export function StockBadge({ left }: { left: number | undefined }) {
  const { words } = useView()
  if (left === undefined) return null
  if (left === 0) return <Badge>{words.states.soldOut}</Badge>
  if (left > few) return <Badge>{words.work.limited}</Badge>
  return <Badge tone="warning">{words.work.left(left)}</Badge>
}

export type WorkGridProps = {
  works: readonly WorkCardData[]
  /** How many covers load at once: those above the fold. */
  eager?: number
  level?: 2 | 3
}

/** Works on a shelf. */
export function WorkGrid({ works, eager = 0, level }: WorkGridProps) {
  return (
    <ul class="work-grid">
      {works.map((work, index) => (
        <WorkCard key={work.id} work={work} eager={index < eager} level={level} />
      ))}
    </ul>
  )
}

/** The `lang` of a work's own words; nothing where the market knows no language. */
export function titleLang(language: string): string | undefined {
  return /^[a-z]{2}$/.test(language) ? language : undefined
}
