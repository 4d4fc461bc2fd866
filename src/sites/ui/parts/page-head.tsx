import type { ComponentChildren } from 'preact'

/** What a page is, and in a sentence what one can do here. */
export function PageHead({ title, lead }: { title: string; lead?: ComponentChildren }) {
  return (
    <header class="page-head">
      <h1>{title}</h1>
      {lead ? <p class="lead">{lead}</p> : null}
    </header>
  )
}
