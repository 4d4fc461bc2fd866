import { Hono } from 'hono'
import { Breadcrumbs } from '#sites/ui/parts/way.tsx'
import { publicPage } from '../answer.ts'
import { answerPublic, type PublicNeeds } from '../public-pages.ts'
import { pages } from '../routes.ts'
import { ShopPage } from '../shop-page.tsx'
import { viewIn } from '../visit.ts'
import { house } from './house-words.ts'

const names = ['about', 'howToBuy', 'privacy', 'terms'] as const

/** The pages of plain words. */
export function housePages(needs: Omit<PublicNeeds, 'db'>) {
  const app = new Hono()
  for (const name of names) {
    app.get(pages[name].path, (c) =>
      answerPublic(c, needs, {
        key: `house ${name}`,
        make: async (locale) => {
          const view = viewIn(locale, needs)
          const { title, lead, parts } = house[name][locale]
          const page = (
            <ShopPage
              view={view}
              origins={needs.origins}
              title={title}
              description={lead}
              canonical={`${needs.origins.shop}${pages[name].path}`}
            >
              <div class="stack column">
                <Breadcrumbs
                  crumbs={[{ text: view.marketName, href: pages.front.path }, { text: title }]}
                />
                <div class="page-head">
                  <h1>{title}</h1>
                  <p class="lead">{lead}</p>
                </div>
                {parts.map(({ heading, text }) => (
                  <section class="stack stack-tight" key={heading}>
                    <h2>{heading}</h2>
                    {text.map((paragraph) => (
                      <p key={paragraph}>{paragraph}</p>
                    ))}
                  </section>
                ))}
              </div>
            </ShopPage>
          )
          return publicPage(name, page, { ...needs, tags: [] })
        },
      }),
    )
  }
  return app
}
