import { Hono } from 'hono'
import type { Locale } from '#lib/http/locale.ts'
import { isId } from '#lib/ids.ts'
import { Refusal } from '#lib/refusal.ts'
import { listedWork, newestWorks } from '#market/catalogue/queries.ts'
import type { ListedWork, ShelvedWork } from '#market/catalogue/types.ts'
import { plainWords, safeHtml } from '#sites/ui/markdown.ts'
import { MarkdownBody } from '#sites/ui/parts/small.tsx'
import { Breadcrumbs } from '#sites/ui/parts/way.tsx'
import { titleLang, WorkGrid } from '#sites/ui/parts/work-card.tsx'
import type { View } from '#sites/ui/view.ts'
import { publicPage } from '../answer.ts'
import { sellerTag, workTag } from '../changes.ts'
import { paths } from '../paths.ts'
import { answerPublic, type PublicNeeds } from '../public-pages.ts'
import { pages } from '../routes.ts'
import { ShopPage } from '../shop-page.tsx'
import { cardData, shareImage } from '../shown.ts'
import { viewIn } from '../visit.ts'
import { WorkFacts } from './work-facts.tsx'
import { WorkGallery } from './work-gallery.tsx'

const otherWorksShown = 4

/** The page of one work. */
export function workPage(needs: PublicNeeds) {
  return new Hono().get(pages.work.path, (c) => {
    const id = c.req.param('work')
    if (!isId(id)) throw new Refusal('not-found')
    return answerPublic(c, needs, { key: `work ${id}`, make: (locale) => make(id, locale) })
  })

  async function make(id: string, locale: Locale) {
    const work = await listedWork(needs.db, id)
    if (!work) return undefined
    const others = await otherWorksOf(needs, work)
    const tags = [
      workTag(id),
      sellerTag(work.sellerId),
      ...others.map((other) => workTag(other.id)),
    ]
    const page = <WorkPage view={viewIn(locale, needs)} {...{ needs, work, others }} />
    return publicPage('work', page, { ...needs, tags })
  }
}

async function otherWorksOf({ db }: Pick<PublicNeeds, 'db'>, work: ListedWork) {
  const found = await newestWorks(db, { sellerId: work.sellerId, limit: otherWorksShown + 1 })
  return found.filter((other) => other.id !== work.id).slice(0, otherWorksShown)
}

interface WorkPageProps {
  view: View
  needs: PublicNeeds
  work: ListedWork
  others: ShelvedWork[]
}

function WorkPage({ view, needs, work, others }: WorkPageProps) {
  const { words } = view
  const lang = titleLang(work.language)
  return (
    <ShopPage
      view={view}
      origins={needs.origins}
      title={work.title}
      description={plainWords(work.description, 120)}
      canonical={`${needs.origins.shop}${paths.work(work.id)}`}
      shareImage={shareImage(needs.origins.shop, work.cover)}
      category={work.category}
    >
      <article class="stack stack-wide">
        <div class="stack">
          <Breadcrumbs
            crumbs={[
              { text: view.marketName, href: pages.front.path },
              { text: words.categories[work.category], href: paths.category(work.category) },
              { text: work.title, lang },
            ]}
          />
          <div class="work-page">
            <WorkGallery view={view} work={work} />
            <WorkFacts view={view} work={work} origins={needs.origins} />
          </div>
        </div>
        {work.description.trim() === '' ? null : (
          <section class="section work-long" aria-labelledby="about-work">
            <h2 id="about-work">{words.work.description}</h2>
            <MarkdownBody html={safeHtml(work.description)} lang={lang} />
          </section>
        )}
        {others.length === 0 ? null : (
          <section class="section" aria-labelledby="more-by">
            <div class="section-head">
              <h2 id="more-by">{words.work.moreBy(work.sellerName)}</h2>
              <a href={paths.seller(work.sellerHandle)}>{words.shell.seeAll}</a>
            </div>
            <WorkGrid works={others.map(cardData)} />
          </section>
        )}
      </article>
    </ShopPage>
  )
}
