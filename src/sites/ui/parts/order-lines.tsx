import type { ComponentChildren } from 'preact'
import type { Amount } from '../format.ts'
import { Picture, type PictureData } from './picture.tsx'
import { Money, Price } from './price.tsx'
import { titleLang } from './work-card.tsx'

export type OrderLineData = {
  key: string
  title: string
  language: string
  href?: string
  creator?: string
  price: Amount
  cover?: PictureData
  /** What can be done with this line: take out, download. */
  end?: ComponentChildren
  note?: ComponentChildren
}

/** Works in a cart, an order or a library. */
export function OrderLines({ lines }: { lines: readonly OrderLineData[] }) {
  return (
    <ul class="line-list">
      {lines.map((line) => (
        <li class="line" key={line.key}>
          <span class="line-cover">
            {line.cover ? (
              <Picture renditions={line.cover.renditions} alt="" sizes="4.5rem" />
            ) : (
              <span class="work-no-cover" />
            )}
          </span>
          <div>
            <p class="line-title" lang={titleLang(line.language)}>
              {line.href ? <a href={line.href}>{line.title}</a> : line.title}
            </p>
            {line.creator ? <p class="soft small">{line.creator}</p> : null}
            {line.note ? <div class="small">{line.note}</div> : null}
          </div>
          <div class="line-end">
            <Price price={line.price} />
            {line.end}
          </div>
        </li>
      ))}
    </ul>
  )
}

export type SumRow = { text: string; amount: Amount }

/** The sum of an order, its parts above it. */
export function Sum({ rows, total }: { rows: readonly SumRow[]; total: SumRow }) {
  return (
    <dl class="sum">
      {rows.map((row) => (
        <div class="sum-row soft" key={row.text}>
          <dt>{row.text}</dt>
          <dd>
            <Money amount={row.amount} />
          </dd>
        </div>
      ))}
      <div class="sum-row sum-total">
        <dt>{total.text}</dt>
        <dd>
          <Money amount={total.amount} />
        </dd>
      </div>
    </dl>
  )
}
