import { Hono } from 'hono'
import type { Locale } from '#lib/http/locale.ts'
import { newestWorks } from '#market/catalogue/queries.ts'
import type { ShelvedWork } from '#market/catalogue/types.ts'
import { type SellerProfile, sellerByHandle } from '#market/sellers/queries.ts'
import { plainWords, safeHtml } from '#sites/ui/markdown.ts'
import { EmptyState } from '#sites/ui/parts/notice.tsx'
import { Avatar, MarkdownBody } from '#sites/ui/parts/small.tsx'
import { Breadcrumbs, CursorPages } from '#sites/ui/parts/way.tsx'
import { WorkGrid } from '#sites/ui/parts/work-card.tsx'
import type { View } from '#sites/ui/view.ts'
import { publicPage } from '../answer.ts'
import { sellerTag, shelvesTag, workTag } from '../changes.ts'
import { paths } from '../paths.ts'
import { answerPublic, type PublicNeeds } from '../public-pages.ts'
import { pages } from '../routes.ts'
import { placeFrom, placeText } from '../shelf-place.ts'
import { shelfLength } from '../shelves/shelf.tsx'
import { ShopPage } from '../shop-page.tsx'
import { cardData, pictureData, shareImage } from '../shown.ts'
import { viewIn } from '../visit.ts'

/** A seller and what they have on sale. */
export function sellerPage(needs: PublicNeeds) {
  return new Hono().get(pages.seller.path, (c) => {
    const handle = c.req.param('handle')
    const after = placeFrom(c.req.query('after'))
    const key = `seller ${handle.slice(0, 40)} ${after ? placeText(after) : ''}`
    const make = async (locale: Locale) => {
      const seller = await sellerByHandle(needs.db, handle)
      if (!seller) return undefined
      const limit = shelfLength + 1
      const found = await newestWorks(needs.db, { sellerId: seller.id, after, limit })
      const works = found.slice(0, shelfLength)
      const next = found.length > shelfLength ? works.at(-1) : undefined
      const tags = [shelvesTag, sellerTag(seller.id), ...works.map((work) => workTag(work.id))]
      const view = viewIn(locale, needs)
      const page = <SellerPage {...{ view, needs, seller, works, next }} isFirst={!after} />
      return publicPage('seller', page, { ...needs, tags })
    }
    return answerPublic(c, needs, { key, make })
  })
}

interface SellerPageProps {
  view: View
  needs: PublicNeeds
  seller: SellerProfile
  works: ShelvedWork[]
  next: ShelvedWork | undefined
  isFirst: boolean
}

function SellerPage({ view, needs, seller, works, next, isFirst }: SellerPageProps) {
  const { shop } = view.words
  const here = paths.seller(seller.handle)
  return (
    <ShopPage
      view={view}
      origins={needs.origins}
      title={seller.name}
      description={plainWords(seller.introduction, 120)}
      canonical={isFirst ? `${needs.origins.shop}${here}` : undefined}
      shareImage={shareImage(needs.origins.shop, seller.picture)}
      noindex={!isFirst}
    >
      <div class="stack">
        <Breadcrumbs
          crumbs={[{ text: view.marketName, href: pages.front.path }, { text: seller.name }]}
        />
        <SellerHead view={view} seller={seller} account={needs.origins.account} />
        <section class="section" aria-labelledby="works-of">
          <div class="section-head">
            <h2 id="works-of">{shop.worksOf(seller.name)}</h2>
          </div>
          {works.length === 0 ? (
            <EmptyState title={shop.nothingHere} hint={shop.nothingHereHint} />
          ) : (
            <WorkGrid works={works.map(cardData)} eager={4} />
          )}
          <CursorPages
            previous={isFirst ? undefined : here}
            next={next && `${here}?after=${placeText(next)}`}
          />
        </section>
      </div>
    </ShopPage>
  )
}

interface SellerHeadProps {
  view: View
  seller: SellerProfile
  account: string
}

function SellerHead({ view, seller, account }: SellerHeadProps) {
  const { words, format } = view
  return (
    <div class="stack stack-tight">
      <div class="row">
        <Avatar
          name={seller.name}
          picture={seller.picture ? pictureData(seller.picture) : undefined}
          large
        />
        <div>
          <h1>{seller.name}</h1>
          <p class="soft small">
            {seller.kind === 'shop' ? words.shop.shopKind : words.shop.creator}
            {' · '}
            {words.shop.creatorSince(format.date(seller.openedAt))}
          </p>
        </div>
      </div>
      {seller.introduction ? (
        <div class="column">
          <MarkdownBody html={safeHtml(seller.introduction)} />
        </div>
      ) : null}
      <p class="small">
        <a href={`${account}/sellers/${seller.id}/disclosure`}>{words.shop.sellerDisclosure}</a>
      </p>
    </div>
  )
}
