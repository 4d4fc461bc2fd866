import type { EditionFile, ListedWork } from '#market/catalogue/types.ts'
import { Button } from '#sites/ui/parts/button.tsx'
import { DefinitionList } from '#sites/ui/parts/lists.tsx'
import { Price } from '#sites/ui/parts/price.tsx'
import { Avatar, Tags } from '#sites/ui/parts/small.tsx'
import { StockBadge, titleLang } from '#sites/ui/parts/work-card.tsx'
import type { View } from '#sites/ui/view.ts'
import type { Origins } from '../needs.ts'
import { paths } from '../paths.ts'
import { pages, posts } from '../routes.ts'
import { pictureData } from '../shown.ts'

interface WorkFactsProps {
  view: View
  work: ListedWork
  origins: Origins
}

/** What a work is called, who made it, what it costs, and what one gets. */
export function WorkFacts({ view, work, origins }: WorkFactsProps) {
  const { words } = view
  return (
    <div class="work-facts">
      <div class="work-head">
        <h1 lang={titleLang(work.language)}>{work.title}</h1>
        <p class="byline">
          <Avatar
            name={work.sellerName}
            picture={work.sellerPicture ? pictureData(work.sellerPicture) : undefined}
          />
          <a href={paths.seller(work.sellerHandle)}>{work.sellerName}</a>
        </p>
      </div>
      <Buy view={view} work={work} />
      <DefinitionList facts={factsOf({ view, work })} />
      {work.tags.length === 0 ? null : (
        <Tags tags={work.tags} hrefOf={(tag) => paths.search(tag)} />
      )}
      <p class="small">
        <a href={`${origins.account}/sellers/${work.sellerId}/disclosure`}>
          {words.shop.sellerDisclosure}
        </a>
      </p>
      <p class="small">
        <a href={`${paths.work(work.id)}/report`} rel="nofollow">
          {words.report.link}
        </a>
      </p>
    </div>
  )
}

function Buy({ view: { words }, work }: Pick<WorkFactsProps, 'view' | 'work'>) {
  const isSoldOut = work.available === 0
  return (
    <div class="work-buy">
      <p class="row row-base">
        <Price price={work.price} large tax />
        <StockBadge left={work.available ?? undefined} />
      </p>
      {isSoldOut ? (
        <p class="soft">{words.work.soldOutHint}</p>
      ) : (
        <form method="post" action={posts.addToCart.path}>
          <input type="hidden" name="work" value={work.id} />
          <input type="hidden" name="price" value={work.price.amount.toString()} />
          <input type="hidden" name="currency" value={work.price.currency} />
          <Button wide large>
            {words.work.addToCart}
          </Button>
        </form>
      )}
      <p class="soft small">
        {words.work.delivery} <a href={pages.howToBuy.path}>{words.shell.help}</a>
      </p>
    </div>
  )
}

function factsOf({ view, work }: Pick<WorkFactsProps, 'view' | 'work'>) {
  const { words, format } = view
  const { files, number, createdAt } = work.edition
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0n)
  return [
    {
      term: words.work.category,
      detail: <a href={paths.category(work.category)}>{words.categories[work.category]}</a>,
    },
    { term: words.work.language, detail: languageName(view, work.language) },
    {
      term: words.work.files,
      detail: files.length > 0 && (
        <>
          {formatsOf(files).join(', ')}{' '}
          <span class="faint">{words.work.fileCount(files.length)}</span>
        </>
      ),
    },
    { term: words.work.size, detail: bytes > 0n && format.bytes(bytes) },
    { term: words.work.ships, detail: work.ships && words.work.shipsHint },
    { term: words.work.published, detail: format.date(work.publishedAt) },
    {
      term: words.work.updated,
      detail: number > 1 && `${format.date(createdAt)} ${words.work.edition(number)}`,
    },
  ].filter((fact) => fact.detail)
}

function languageName({ words }: View, language: string): string {
  const names: Record<string, string> = words.workLanguages
  return names[language] ?? words.workLanguages.other
}

/** The kinds of file a buyer gets, by the endings people know. */
function formatsOf(files: EditionFile[]): string[] {
  const endings = files.map((file) => /\.([A-Za-z0-9]{1,8})$/.exec(file.name)?.[1]?.toUpperCase())
  return [...new Set(endings.filter((ending) => ending !== undefined))]
}
