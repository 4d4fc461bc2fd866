import { Hono } from 'hono'
import { newestWorks } from '#market/catalogue/queries.ts'
import { galleryPages } from '#sites/ui/gallery.tsx'
import type { View } from '#sites/ui/view.ts'
import { sendOwn } from './answer.ts'
import type { StorefrontNeeds } from './needs.ts'
import { pages } from './routes.ts'
import { ShopPage } from './shop-page.tsx'
import { pictureData } from './shown.ts'
import { viewOf } from './visit.ts'

type GalleryNeeds = Pick<StorefrontNeeds, 'db' | 'asset' | 'marketName' | 'origins' | 'isPractice'>

const coversShown = 24
const schemes = ['light', 'dark'] as const

/** Every part and page state to look at; only where the market is for practice. */
export function gallery(needs: GalleryNeeds) {
  const app = new Hono()
  if (!needs.isPractice) return app
  return app.get(pages.gallery.path, async (c) => {
    const { page = '', scheme } = c.req.query()
    const chosen = schemes.find((one) => one === scheme)
    const query = { page, ...(chosen && { scheme: chosen }) }
    const view: View = { ...viewOf(c.req.raw, needs, query), scheme: chosen }
    const answer = { origins: needs.origins, request: c.req.raw }
    const show = Object.hasOwn(galleryPages, page) ? galleryPages[page] : undefined
    if (!show) return sendOwn('gallery', <Contents view={view} origins={needs.origins} />, answer)
    const works = await newestWorks(needs.db, { limit: coversShown })
    const covers = works.flatMap((work) => (work.cover ? [pictureData(work.cover)] : []))
    return sendOwn('gallery', show({ view, covers }), answer)
  })
}

function Contents({ view, origins }: { view: View; origins: GalleryNeeds['origins'] }) {
  const link = (page: string, scheme: string) =>
    `?${new URLSearchParams({ page, scheme, lang: view.locale })}`
  return (
    <ShopPage view={view} origins={origins} title="Gallery" noindex>
      <div class="stack column">
        <h1>Gallery</h1>
        <ul class="link-list">
          {Object.keys(galleryPages).map((name) => (
            <li class="row row-spread" key={name}>
              <span>{name}</span>
              <span class="row">
                {schemes.map((scheme) => (
                  <a key={scheme} href={link(name, scheme)} aria-label={`${name}, ${scheme}`}>
                    {scheme}
                  </a>
                ))}
              </span>
            </li>
          ))}
        </ul>
      </div>
    </ShopPage>
  )
}
