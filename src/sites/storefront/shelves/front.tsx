import { Hono } from 'hono'
import { categories } from '#market/catalogue/categories.ts'
import { newestWorks } from '#market/catalogue/queries.ts'
import type { ShelvedWork } from '#market/catalogue/types.ts'
import { newestSellers, type SellerProfile } from '#market/sellers/queries.ts'
import { LinkButton } from '#sites/ui/parts/button.tsx'
import { Picture } from '#sites/ui/parts/picture.tsx'
import { Avatar, Tags } from '#sites/ui/parts/small.tsx'
import { WorkGrid } from '#sites/ui/parts/work-card.tsx'
import type { View } from '#sites/ui/view.ts'
import { publicPage } from '../answer.ts'
import { sellerTag, shelvesTag, workTag } from '../changes.ts'
import type { Origins } from '../needs.ts'
import { paths } from '../paths.ts'
import { answerPublic, type PublicNeeds } from '../public-pages.ts'
import { pages } from '../routes.ts'
import { ShopPage } from '../shop-page.tsx'
import { cardData, pictureData } from '../shown.ts'
import { viewIn } from '../visit.ts'

const newestShown = 12
const sellersShown = 8
const heroCovers = 3

/** The front page. */
export function front(needs: PublicNeeds) {
  return new Hono().get(pages.front.path, (c) =>
    answerPublic(c, needs, {
      key: 'front',
      make: async (locale) => {
        const [works, sellers] = await Promise.all([
          newestWorks(needs.db, { limit: newestShown }),
          newestSellers(needs.db, sellersShown),
        ])
        const view = viewIn(locale, needs)
        const tags = [
          shelvesTag,
          ...works.map((work) => workTag(work.id)),
          ...sellers.map((seller) => sellerTag(seller.id)),
        ]
        const page = <FrontPage view={view} origins={needs.origins} {...{ works, sellers }} />
        return publicPage('front', page, { ...needs, tags })
      },
    }),
  )
}

interface FrontProps {
  view: View
  origins: Origins
  works: ShelvedWork[]
  sellers: SellerProfile[]
}

function FrontPage({ view, origins, works, sellers }: FrontProps) {
  const { shop, shell } = view.words
  const covers = works.flatMap((work) => work.cover ?? []).slice(0, heroCovers)
  return (
    <ShopPage view={view} origins={origins} title={view.marketName} canonical={`${origins.shop}/`}>
      <div class="stack stack-wide">
        <section class="hero">
          <div class="hero-text">
            <h1>{shop.frontTitle}</h1>
            <p class="lead">{shop.frontLead}</p>
            <LinkButton href={pages.works.path} large>
              {shop.frontBrowse}
            </LinkButton>
          </div>
          {covers.length === heroCovers ? (
            <div class="hero-pictures" aria-hidden="true">
              {covers.map((cover) => (
                <Picture
                  key={cover.id}
                  renditions={pictureData(cover).renditions}
                  alt=""
                  sizes="(min-width: 54rem) 12rem, 28vw"
                  eager
                />
              ))}
            </div>
          ) : null}
        </section>
        <section class="section" aria-labelledby="newest">
          <div class="section-head">
            <h2 id="newest">{shop.newest}</h2>
            <a href={pages.works.path}>{shell.seeAll}</a>
          </div>
          <WorkGrid works={works.map(cardData)} eager={4} />
        </section>
        <CategoryLinks view={view} />
        <Makers view={view} sellers={sellers} />
        <Promises view={view} />
      </div>
    </ShopPage>
  )
}

function CategoryLinks({ view: { words } }: { view: View }) {
  return (
    <section class="section" aria-labelledby="by-category">
      <div class="section-head">
        <h2 id="by-category">{words.shop.byCategory}</h2>
      </div>
      <Tags
        tags={categories.map((code) => words.categories[code])}
        hrefOf={(name) =>
          paths.category(categories.find((code) => words.categories[code] === name)!)
        }
      />
    </section>
  )
}

function Makers({ view, sellers }: { view: View; sellers: SellerProfile[] }) {
  if (sellers.length === 0) return null
  const { shop } = view.words
  return (
    <section class="section" aria-labelledby="makers">
      <div class="section-head">
        <h2 id="makers">{shop.creators}</h2>
      </div>
      <ul class="makers">
        {sellers.map((seller) => (
          <li key={seller.id}>
            <a class="maker" href={paths.seller(seller.handle)}>
              <Avatar
                name={seller.name}
                picture={seller.picture ? pictureData(seller.picture) : undefined}
              />
              <span class="maker-name">{seller.name}</span>
              <span class="maker-kind">
                {seller.kind === 'shop' ? shop.shopKind : shop.creator}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Promises({ view }: { view: View }) {
  const { shop } = view.words
  return (
    <section class="section" aria-labelledby="promise">
      <div class="section-head">
        <h2 id="promise">{shop.promiseTitle}</h2>
      </div>
      <ul class="promises">
        <li>{shop.promiseNames}</li>
        <li>{shop.promiseCards}</li>
        <li>{shop.promiseLog}</li>
      </ul>
    </section>
  )
}
