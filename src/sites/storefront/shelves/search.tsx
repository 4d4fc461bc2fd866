import { Hono } from 'hono'
import { localeOf } from '#lib/http/locale.ts'
import { type Category, categories, isCategory } from '#market/catalogue/categories.ts'
import { worksOnSale } from '#market/catalogue/queries.ts'
import type { ShelvedWork } from '#market/catalogue/types.ts'
import { foundWorks, type Hit, type SearchPlace } from '#market/search/queries.ts'
import { longestSearch, searchTerms } from '#market/search/terms.ts'
import { EmptyState, Notice } from '#sites/ui/parts/notice.tsx'
import { CursorPages, Tabs } from '#sites/ui/parts/way.tsx'
import { WorkGrid } from '#sites/ui/parts/work-card.tsx'
import type { View } from '#sites/ui/view.ts'
import { sendOwn } from '../answer.ts'
import type { StorefrontNeeds } from '../needs.ts'
import { paths } from '../paths.ts'
import { pages, searchForm } from '../routes.ts'
import { placeFrom, placeText } from '../shelf-place.ts'
import { ShopPage } from '../shop-page.tsx'
import { cardData } from '../shown.ts'
import { viewIn } from '../visit.ts'

type Needs = Pick<StorefrontNeeds, 'db' | 'lookups' | 'asset' | 'marketName' | 'origins'>

const pageLength = 24

/** Search. What is looked for is written nowhere: not cached, not logged, not counted. */
export function search(needs: Needs) {
  return new Hono().get(pages.search.path, async (c) => {
    const { q = '', category: asked, from } = c.req.query()
    const form = searchForm.read({ q, category: asked })
    const term = form.ok ? [...q].slice(0, longestSearch).join('') : ''
    const category = isCategory(asked) ? asked : undefined
    const terms = searchTerms(term, category)
    const place = fromText(from)
    const found = terms
      ? await foundWorks(needs.db, { terms, limit: pageLength + 1, ...(place && { from: place }) })
      : { works: [], exactly: true }
    const hits = found.works.slice(0, pageLength)
    const works = await worksOnSale(
      needs.lookups,
      hits.map((hit) => hit.id),
    )
    const next = found.works.length > pageLength ? placeOf(hits.at(-1)!) : undefined
    const problem = form.ok ? undefined : form.problems.q
    const view = viewIn(localeOf(c.req.raw), needs, { q: term, ...(category && { category }) })
    const page = (
      <SearchPage
        {...{ view, origins: needs.origins, term, category, works, next }}
        {...{ exactly: found.exactly, isFirst: !place }}
        problem={problem === 'card-number' || problem === 'personal-data' ? problem : undefined}
      />
    )
    return sendOwn('search', page, { origins: needs.origins, request: c.req.raw })
  })
}

/** Where a search goes on, as it stands in an address. */
function placeOf(hit: Hit): string {
  return `${hit.tier}.${placeText(hit)}`
}

function fromText(text: string | undefined): SearchPlace | undefined {
  const [, tier, rest] = /^([12])\.(.+)$/.exec(text ?? '') ?? []
  const place = placeFrom(rest)
  return place && { ...place, tier: Number(tier) }
}

interface SearchProps {
  view: View
  origins: StorefrontNeeds['origins']
  term: string
  category: Category | undefined
  works: ShelvedWork[]
  /** Not works that only come close. */
  exactly: boolean
  isFirst: boolean
  /** Why the search was not made. */
  problem: 'card-number' | 'personal-data' | undefined
  next: string | undefined
}

function SearchPage({ view, origins, problem, ...found }: SearchProps) {
  const { term, category, works, exactly, isFirst, next } = found
  const { shop } = view.words
  const title = term ? shop.searchTitle(term) : shop.searchEmptyTitle
  const rest = category ? { category } : undefined
  return (
    <ShopPage view={view} origins={origins} title={title} noindex searchTerm={term}>
      <div class="stack">
        <div class="page-head">
          <h1>{title}</h1>
          {exactly && isFirst && works.length > 0 ? (
            <p class="soft">{next ? shop.foundMore(works.length) : shop.found(works.length)}</p>
          ) : null}
        </div>
        {problem ? <Notice tone="warning">{view.words.refusals[problem]}</Notice> : null}
        {term ? <ShelfTabs view={view} term={term} category={category} /> : null}
        {!exactly && works.length > 0 ? <Notice tone="plain">{shop.foundAlike}</Notice> : null}
        {works.length > 0 ? <WorkGrid works={works.map(cardData)} eager={6} level={2} /> : null}
        {term && works.length === 0 ? (
          <EmptyState title={shop.nothingFound} hint={shop.nothingFoundHint} />
        ) : null}
        <CursorPages next={next && paths.search(term, { ...rest, from: next })} />
      </div>
    </ShopPage>
  )
}

function ShelfTabs({ view, term, category }: Pick<SearchProps, 'view' | 'term' | 'category'>) {
  const { shop, categories: names } = view.words
  const tabs = [
    { text: shop.filterAny, href: paths.search(term), current: !category },
    ...categories.map((code) => ({
      text: names[code],
      href: paths.search(term, { category: code }),
      current: code === category,
    })),
  ]
  return <Tabs tabs={tabs} label={shop.filterCategory} />
}
