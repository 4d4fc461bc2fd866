import { yen } from '#lib/money.ts'
import type { GalleryPage } from '../gallery.tsx'
import { Button, LinkButton } from '../parts/button.tsx'
import { DefinitionList } from '../parts/lists.tsx'
import { EmptyState } from '../parts/notice.tsx'
import { Picture } from '../parts/picture.tsx'
import { Price } from '../parts/price.tsx'
import { Avatar, Badge, MarkdownBody, Tags } from '../parts/small.tsx'
import { Breadcrumbs, Pagination } from '../parts/way.tsx'
import { WorkGrid } from '../parts/work-card.tsx'
import { ShopShell } from '../shells/shop-shell.tsx'
import { noon, type Stage, sampleLinks, sampleWorks } from './stage.ts'

export const shopPages: Readonly<Record<string, GalleryPage>> = {
  'shop-front': (stage) => <Front stage={stage} />,
  'shop-list': (stage) => <List stage={stage} />,
  'shop-nothing-found': (stage) => <NothingFound stage={stage} />,
  'shop-work': (stage) => <WorkPage stage={stage} />,
  'shop-creator': (stage) => <CreatorPage stage={stage} />,
}

function Front({ stage }: { stage: Stage }) {
  const { view } = stage
  const { words } = view
  return (
    <ShopShell view={view} links={sampleLinks(stage)} title={view.marketName}>
      <div class="stack stack-wide">
        <section class="hero">
          <div class="hero-text">
            <h1>{words.shop.frontTitle}</h1>
            <p class="lead">{words.shop.frontLead}</p>
            <LinkButton href="#new" large>
              {words.shop.frontBrowse}
            </LinkButton>
          </div>
          <div class="hero-pictures">
            {stage.covers.slice(0, 3).map((cover) => (
              <Picture
                key={cover.renditions[0]?.href}
                alt=""
                renditions={cover.renditions}
                sizes="14rem"
                eager
              />
            ))}
          </div>
        </section>
        <section class="section">
          <div class="section-head">
            <h2>{words.shop.newest}</h2>
            <a href="#all">{words.shell.seeAll}</a>
          </div>
          <WorkGrid works={sampleWorks(stage)} eager={4} />
        </section>
      </div>
    </ShopShell>
  )
}

function List({ stage }: { stage: Stage }) {
  const { view } = stage
  const { words } = view
  return (
    <ShopShell
      view={view}
      links={sampleLinks(stage)}
      title={words.categories.ebook}
      category="ebook"
    >
      <div class="stack">
        <Breadcrumbs
          crumbs={[{ text: view.marketName, href: '#' }, { text: words.categories.ebook }]}
        />
        <header class="page-head">
          <h1>{words.categories.ebook}</h1>
          <p class="lead">{words.categoryLeads.ebook}</p>
          <p class="faint small figures">{words.shop.found(1248)}</p>
        </header>
        <WorkGrid works={sampleWorks(stage, 20)} level={2} eager={4} />
        <Pagination page={5} pages={63} hrefOf={(page) => `#page-${page}`} />
      </div>
    </ShopShell>
  )
}

function NothingFound({ stage }: { stage: Stage }) {
  const { view } = stage
  const { words } = view
  const title = words.shop.searchTitle('蔵元の猫')
  return (
    <ShopShell view={view} links={sampleLinks(stage)} title={title} searchTerm="蔵元の猫">
      <h1>{title}</h1>
      <EmptyState title={words.shop.nothingFound} hint={words.shop.nothingFoundHint}>
        <LinkButton href="#all" kind="quiet">
          {words.shop.newest}
        </LinkButton>
      </EmptyState>
    </ShopShell>
  )
}

function WorkPage({ stage }: { stage: Stage }) {
  const { view } = stage
  const { words } = view
  return (
    <ShopShell view={view} links={sampleLinks(stage)} title="雪の夜の図書館" category="comic">
      <div class="stack stack-wide">
        <div class="stack">
          <Breadcrumbs
            crumbs={[
              { text: view.marketName, href: '#' },
              { text: words.categories.comic, href: '#c' },
              { text: '雪の夜の図書館', lang: 'ja' },
            ]}
          />
          <div class="work-page">
            <WorkPictures stage={stage} />
            <WorkFacts stage={stage} />
          </div>
        </div>
        <section class="section work-long">
          <h2>{words.work.description}</h2>
          <MarkdownBody
            lang="ja"
            html={
              '<p>雪の夜にだけ開く図書館がある。閲覧室の灯りの下で、司書の澪は<strong>返されなかった本</strong>の行方をたどりはじめる。</p><ul><li>本編 184ページ</li><li>描き下ろし 8ページ</li></ul><p>EPUBとPDFの両方が入っています。</p>'
            }
          />
        </section>
        <section class="section">
          <div class="section-head">
            <h2>{words.work.moreBy('蓮')}</h2>
          </div>
          <WorkGrid works={sampleWorks(stage, 5)} />
        </section>
      </div>
    </ShopShell>
  )
}

function WorkPictures({ stage: { view, covers } }: { stage: Stage }) {
  const { words } = view
  const cover = covers[0]
  return (
    <div class="work-gallery">
      <div class="work-gallery-first">
        {cover ? (
          <Picture
            alt={words.work.coverOf('雪の夜の図書館')}
            renditions={cover.renditions}
            sizes="(min-width: 54rem) 40rem, 90vw"
            eager
          />
        ) : null}
      </div>
      <ul class="work-samples">
        {covers.slice(1, 5).map((one, index) => (
          <li key={one.renditions[0]?.href}>
            <a href="#sample">
              <Picture
                alt={words.work.samplePicture(index + 1)}
                renditions={one.renditions}
                sizes="8rem"
              />
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

function WorkFacts({ stage }: { stage: Stage }) {
  const { words, format } = stage.view
  return (
    <div class="work-facts">
      <div class="work-head">
        <h1 lang="ja">雪の夜の図書館</h1>
        <p class="byline">
          <Avatar name="蓮" />
          <a href="#ren" lang="ja">
            蓮
          </a>
        </p>
      </div>
      <div class="work-buy">
        <p class="row row-base">
          <Price price={yen(1200)} large tax />
          <Badge tone="warning">{words.work.left(3)}</Badge>
        </p>
        <form method="post">
          <Button wide large>
            {words.work.addToCart}
          </Button>
        </form>
        <p class="soft small">{words.work.delivery}</p>
      </div>
      <DefinitionList
        facts={[
          { term: words.work.category, detail: <a href="#c">{words.categories.comic}</a> },
          { term: words.work.language, detail: words.workLanguages.ja },
          { term: words.work.files, detail: `EPUB, PDF（${words.work.fileCount(2)}）` },
          { term: words.work.size, detail: format.bytes(48_200_000) },
          { term: words.work.published, detail: format.date(noon) },
          {
            term: words.work.tags,
            detail: <Tags tags={['図書館', '雪', '読み切り']} hrefOf={(tag) => `#${tag}`} />,
          },
        ]}
      />
    </div>
  )
}

function CreatorPage({ stage }: { stage: Stage }) {
  const { view } = stage
  const { words, format } = view
  return (
    <ShopShell view={view} links={sampleLinks(stage)} title="蓮">
      <div class="stack stack-wide">
        <header class="row">
          <Avatar name="蓮" large picture={stage.covers[0]} />
          <div>
            <h1 lang="ja">蓮</h1>
            <p class="soft">{words.shop.creatorSince(format.date(noon))}</p>
          </div>
        </header>
        <MarkdownBody lang="ja" html="<p>雪国の小さな町で、静かなマンガを描いています。</p>" />
        <section class="section">
          <div class="section-head">
            <h2>{words.shop.worksOf('蓮')}</h2>
            <span class="faint figures">{words.shop.found(6)}</span>
          </div>
          <WorkGrid works={sampleWorks(stage, 6)} />
        </section>
      </div>
    </ShopShell>
  )
}
