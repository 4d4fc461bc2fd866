import { yen } from '#lib/money.ts'
import type { GalleryPage } from '../gallery.tsx'
import { Banner, Notice } from '../parts/notice.tsx'
import { Money, Price } from '../parts/price.tsx'
import { Avatar, Badge, CopyCode, StatusDot, Tags } from '../parts/small.tsx'
import { Pagination } from '../parts/way.tsx'
import { AccountShell } from '../shells/desk-shell.tsx'
import type { View } from '../view.ts'
import { noon, type Stage } from './stage.ts'

export const partPages: Readonly<Record<string, GalleryPage>> = {
  parts: (stage) => <Parts stage={stage} />,
}

const tones = ['info', 'good', 'warning', 'bad', 'plain'] as const

function Parts({ stage }: { stage: Stage }) {
  const { view } = stage
  const { words, format } = view
  return (
    <AccountShell
      view={view}
      title="Parts"
      homeHref="#"
      nav={[]}
      banner={<Banner tone="warning">{words.work.preview}</Banner>}
    >
      <h1>{words.shop.frontTitle}</h1>
      <h2>{words.shop.promiseTitle}</h2>
      <h3>{words.shop.newest}</h3>
      <p>
        {words.shop.promiseNames} <a href="#more">{words.shell.details}</a>
      </p>
      <Tones view={view} />
      <Tags tags={['図書館', 'Piano', '藍染め']} hrefOf={(tag) => `#${tag}`} />
      <p class="row row-base">
        <Price price={yen(1200)} large tax />
        <Price price={yen(0)} />
        <Money amount={yen(-1080)} signed />
        <span>{format.bytes(1_234_000_000)}</span>
        <time>{format.dateTime(noon)}</time>
      </p>
      <p class="row">
        <Avatar name="蓮" />
        <Avatar name="Plainweave" large />
        <CopyCode code="K7QM-2X9P" />
      </p>
      <Pagination page={1} pages={3} hrefOf={(page) => `#${page}`} />
    </AccountShell>
  )
}

function Tones({ view: { words } }: { view: View }) {
  return (
    <>
      {tones.map((tone) => (
        <Notice key={tone} tone={tone} title={words.states.checking}>
          {words.pay.checkingHint}
        </Notice>
      ))}
      <p class="row">
        {tones.map((tone) => (
          <Badge key={tone} tone={tone}>
            {words.states.paid}
          </Badge>
        ))}
      </p>
      <p class="row">
        {tones.map((tone) => (
          <StatusDot key={tone} tone={tone}>
            {words.console.ready}
          </StatusDot>
        ))}
      </p>
    </>
  )
}
