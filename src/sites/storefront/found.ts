import { Hono } from 'hono'
import { isId } from '#lib/ids.ts'
import { worksForSitemap } from '#market/catalogue/queries.ts'
import type { StorefrontNeeds } from './needs.ts'
import { paths } from './paths.ts'
import { pages } from './routes.ts'

type Needs = Pick<StorefrontNeeds, 'db' | 'origins'>

/** The format allows 50,000. */
const sitemapLength = 5_000
const beforeAll = '00000000-0000-0000-0000-000000000000'

/** What programs read: how the process does, and what search engines may look at. */
export function found({ db, origins }: Needs) {
  const app = new Hono()
  app.get(pages.health.path, (c) => c.text('ok', 200, { 'cache-control': 'no-store' }))
  app.get(pages.robots.path, (c) => c.text(robots(origins.shop)))
  app.get(pages.sitemap.path, async (c) => {
    const asked = c.req.query('after')
    const after = isId(asked) ? asked : beforeAll
    const works = await worksForSitemap(db, { after, limit: sitemapLength })
    const entries = works.map(
      ({ id, updatedAt }) =>
        `<url><loc>${origins.shop}${paths.work(id)}</loc><lastmod>${updatedAt.toISOString()}</lastmod></url>`,
    )
    const xml = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${entries.join('\n')}</urlset>\n`
    return c.body(xml, 200, { 'content-type': 'application/xml', 'cache-control': 'no-cache' })
  })
  return app
}

function robots(shop: string): string {
  const closed = ['/cart', '/checkout', '/orders/', '/library', '/search', '/sign-in', '/studio']
  return [
    'User-agent: *',
    ...closed.map((path) => `Disallow: ${path}`),
    `Sitemap: ${shop}${pages.sitemap.path}`,
    '',
  ].join('\n')
}
