import type { ComponentChildren } from 'preact'
import type { Tone } from './notice.tsx'

export type Fact = { term: string; detail: ComponentChildren }

/** Names and what they are. Facts without a detail are left out. */
export function DefinitionList({ facts }: { facts: readonly Fact[] }) {
  const known = facts.filter((fact) => fact.detail !== null && fact.detail !== undefined)
  return (
    <dl class="facts">
      {known.map((fact) => (
        <div key={fact.term}>
          <dt>{fact.term}</dt>
          <dd>{fact.detail}</dd>
        </div>
      ))}
    </dl>
  )
}

export type Moment = {
  key: string
  /** Already written for the reader. */
  time: string
  dateTime: string
  title: ComponentChildren
  detail?: ComponentChildren
  tone?: Tone
  now?: boolean
}

/** What happened, in order. */
export function Timeline({ moments }: { moments: readonly Moment[] }) {
  return (
    <ol class="timeline">
      {moments.map((moment) => (
        <li key={moment.key} class={momentClass(moment)}>
          <time class="timeline-time" dateTime={moment.dateTime}>
            {moment.time}
          </time>
          <span class="timeline-title">{moment.title}</span>
          {moment.detail ? <div class="soft small">{moment.detail}</div> : null}
        </li>
      ))}
    </ol>
  )
}

export type StatData = { label: string; value: ComponentChildren; note?: ComponentChildren }

/** A few figures side by side. */
export function Stats({ stats }: { stats: readonly StatData[] }) {
  return (
    <dl class="stats">
      {stats.map((stat) => (
        <div class="stat" key={stat.label}>
          <dt class="stat-label">{stat.label}</dt>
          <dd class="stat-value">{stat.value}</dd>
          {stat.note ? <dd class="stat-note">{stat.note}</dd> : null}
        </div>
      ))}
    </dl>
  )
}

function momentClass({ tone, now }: Moment): string | undefined {
  const names = [tone && `tone-${tone}`, now && 'timeline-now'].filter(Boolean)
  return names.length > 0 ? names.join(' ') : undefined
}
