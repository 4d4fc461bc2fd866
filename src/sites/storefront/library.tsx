import { type Context, Hono } from 'hono'
import { picturesById } from '#market/catalogue/queries.ts'
import type { Picture } from '#market/catalogue/types.ts'
import { type OwnedWork, ownedWorks } from '#market/downloads/queries.ts'
import { Button, LinkButton } from '#sites/ui/parts/button.tsx'
import { EmptyState } from '#sites/ui/parts/notice.tsx'
import { Picture as PictureTag } from '#sites/ui/parts/picture.tsx'
import { Badge } from '#sites/ui/parts/small.tsx'
import { CursorPages } from '#sites/ui/parts/way.tsx'
import type { View } from '#sites/ui/view.ts'
import { goTo, sendOwn } from './answer.ts'
import { type MemberNeeds, memberOf } from './member.ts'
import type { Origins, StorefrontNeeds } from './needs.ts'
import { mostOrders } from './order/holder.ts'
import { paths } from './paths.ts'
import { pages, posts } from './routes.ts'
import { ShopPage } from './shop-page.tsx'
import { pictureData } from './shown.ts'
import { viewOf } from './visit.ts'

export type LibraryNeeds = MemberNeeds &
  Pick<StorefrontNeeds, 'db' | 'asset' | 'marketName' | 'origins'>

const pageLength = 48
const mostPages = 200

/** Everything a member has bought. Which orders are theirs only the vault can say. */
export function library(needs: LibraryNeeds) {
  return new Hono().get(pages.library.path, async (c) => {
    const member = await memberOf(c.req.raw, needs)
    if (!member) return goTo(paths.signIn(pages.library.path))
    const { orders } = await needs.vault.ordersOf({ handle: member.handle, limit: mostOrders })
    const page = pageFrom(c)
    const found = await ownedWorks(needs.db, {
      orders,
      offset: (page - 1) * pageLength,
      limit: pageLength + 1,
    })
    const works = found.slice(0, pageLength)
    const covers = await picturesById(
      needs.db,
      works.flatMap((work) => work.coverId ?? []),
    )
    const view = viewOf(c.req.raw, needs)
    const { origins } = needs
    const isLast = found.length <= pageLength
    return sendOwn('library', <LibraryPage {...{ view, origins, works, covers, page, isLast }} />, {
      origins,
      request: c.req.raw,
      cookies: member.cookies,
    })
  })
}

function pageFrom(c: Context): number {
  const page = Number(c.req.query('page') ?? '1')
  return Number.isInteger(page) && page >= 1 && page <= mostPages ? page : 1
}

interface LibraryPageProps {
  view: View
  origins: Origins
  works: OwnedWork[]
  covers: Map<string, Picture>
  page: number
  isLast: boolean
}

function LibraryPage({ view, origins, works, covers, page, isLast }: LibraryPageProps) {
  const { words } = view
  const pageHref = (to: number) => `${pages.library.path}?page=${to}`
  return (
    <ShopPage view={view} origins={origins} title={words.order.library} noindex>
      <div class="stack">
        <div class="row row-spread">
          <div class="page-head">
            <h1>{words.order.library}</h1>
            <p class="soft">{words.order.again}</p>
          </div>
          <form method="post" action={posts.signOut.path}>
            <Button kind="plain">{words.shell.signOut}</Button>
          </form>
        </div>
        {works.length === 0 ? (
          <EmptyState title={words.order.libraryEmpty} hint={words.order.libraryEmptyHint}>
            <LinkButton href={pages.works.path}>{words.cart.browse}</LinkButton>
          </EmptyState>
        ) : (
          <ul class="line-list">
            {works.map((work) => (
              <OwnedLine
                key={work.workId}
                view={view}
                work={work}
                cover={work.coverId ? covers.get(work.coverId) : undefined}
              />
            ))}
          </ul>
        )}
        <CursorPages
          previous={page > 1 ? pageHref(page - 1) : undefined}
          next={isLast ? undefined : pageHref(page + 1)}
        />
      </div>
    </ShopPage>
  )
}

interface OwnedLineProps {
  view: View
  work: OwnedWork
  cover: Picture | undefined
}

function OwnedLine({ view, work, cover }: OwnedLineProps) {
  const { words, format } = view
  return (
    <li class="line">
      <span class="line-cover">
        {cover ? (
          <PictureTag renditions={pictureData(cover).renditions} alt="" sizes="4.5rem" />
        ) : (
          <span class="work-no-cover" />
        )}
      </span>
      <div>
        <p class="line-title">
          <a href={paths.order(work.orderId)}>{work.title}</a>
        </p>
        <p class="soft small">{work.sellerName}</p>
        <p class="faint small">
          {words.order.boughtOn(format.date(work.grantedAt))}{' '}
          {work.hasNewerEdition ? <Badge tone="good">{words.order.newEdition}</Badge> : null}
        </p>
      </div>
      <div class="line-end">
        <LinkButton
          kind="quiet"
          href={paths.order(work.orderId)}
          label={words.order.downloadNamed(work.title)}
        >
          {words.order.download}
        </LinkButton>
      </div>
    </li>
  )
}
