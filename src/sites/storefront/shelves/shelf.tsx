import { Hono } from 'hono'
import type { Locale } from '#lib/http/locale.ts'
import { Refusal } from '#lib/refusal.ts'
import { type Category, isCategory } from '#market/catalogue/categories.ts'
import { newestWorks } from '#market/catalogue/queries.ts'
import type { ShelvedWork } from '#market/catalogue/types.ts'
import { categoryLeads } from '#sites/ui/messages/categories.ts'
import { EmptyState } from '#sites/ui/parts/notice.tsx'
import { Breadcrumbs, CursorPages } from '#sites/ui/parts/way.tsx'
import { WorkGrid } from '#sites/ui/parts/work-card.tsx'
import { publicPage } from '../answer.ts'
import { shelvesTag, workTag } from '../changes.ts'
import { paths } from '../paths.ts'
import { answerPublic, type PublicNeeds } from '../public-pages.ts'
import { pages } from '../routes.ts'
import { placeFrom, placeText } from '../shelf-place.ts'
import { ShopPage } from '../shop-page.tsx'
import { cardData } from '../shown.ts'
import { viewIn } from '../visit.ts'

/** Works on one page of a shelf. */
export const shelfLength = 24

/** All works, newest first, and the same by category. */
export function shelves(needs: PublicNeeds) {
  const app = new Hono()
  app.get(pages.works.path, (c) => answerShelf(c.req.query('after'), undefined)(c))
  app.get(pages.category.path, (c) => {
    const category = c.req.param('category')
    if (!isCategory(category)) throw new Refusal('not-found')
    return answerShelf(c.req.query('after'), category)(c)
  })
  return app

  function answerShelf(from: string | undefined, category: Category | undefined) {
    const after = placeFrom(from)
    const key = `shelf ${category ?? 'all'} ${after ? placeText(after) : ''}`
    const make = async (locale: Locale) => {
      const found = await newestWorks(needs.db, { category, after, limit: shelfLength + 1 })
      const works = found.slice(0, shelfLength)
      const next = found.length > shelfLength ? works.at(-1) : undefined
      const tags = [shelvesTag, ...works.map((work) => workTag(work.id))]
      const page = <ShelfPage {...{ needs, locale, category, works, next }} isFirst={!after} />
      return publicPage(category ? 'category' : 'works', page, { ...needs, tags })
    }
    return (c: Parameters<typeof answerPublic>[0]) => answerPublic(c, needs, { key, make })
  }
}

interface ShelfProps {
  needs: PublicNeeds
  locale: Locale
  category: Category | undefined
  works: ShelvedWork[]
  next: ShelvedWork | undefined
  isFirst: boolean
}

function ShelfPage({ needs, locale, category, works, next, isFirst }: ShelfProps) {
  const view = viewIn(locale, needs)
  const { shop, shell, categories } = view.words
  const here = category ? paths.category(category) : pages.works.path
  const title = category ? categories[category] : shop.listTitleAll
  return (
    <ShopPage
      view={view}
      origins={needs.origins}
      title={title}
      description={category ? categoryLeads[category][locale] : undefined}
      canonical={isFirst ? `${needs.origins.shop}${here}` : undefined}
      noindex={!isFirst}
      category={category}
    >
      <div class="stack">
        <Breadcrumbs crumbs={[{ text: view.marketName, href: '/' }, { text: title }]} />
        <div class="page-head">
          <h1>{title}</h1>
          {category ? <p class="lead">{categoryLeads[category][locale]}</p> : null}
        </div>
        {works.length === 0 ? (
          <EmptyState title={shop.nothingHere} hint={shop.nothingHereHint} />
        ) : (
          <WorkGrid works={works.map(cardData)} eager={isFirst ? 6 : 4} level={2} />
        )}
        <CursorPages
          previous={isFirst ? undefined : here}
          next={next && `${here}?after=${placeText(next)}`}
        />
        {isFirst ? null : (
          <p>
            <a href={here}>{shell.seeAll}</a>
          </p>
        )}
      </div>
    </ShopPage>
  )
}
