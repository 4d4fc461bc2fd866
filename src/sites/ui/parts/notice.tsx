import type { ComponentChildren } from 'preact'

export type Tone = 'info' | 'good' | 'warning' | 'bad' | 'plain'

export type NoticeProps = { tone?: Tone; title?: string; children?: ComponentChildren }

/** Something to know, in the flow of the page. Bad news interrupts a screen reader. */
export function Notice({ tone = 'info', title, children }: NoticeProps) {
  return (
    <div class={`notice tone-${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      {title ? <p class="notice-title">{title}</p> : null}
      {typeof children === 'string' ? <p>{children}</p> : children}
    </div>
  )
}

/** One line across the whole page, above the header. */
export function Banner({ tone = 'info', title, children }: NoticeProps) {
  return (
    <div class={`banner tone-${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <div class="banner-inner">
        {title ? <strong class="notice-title">{title}</strong> : null}
        <span>{children}</span>
      </div>
    </div>
  )
}

/** What the reader would look for in vain without JavaScript. */
export function NeedsScript({ children }: { children: string }) {
  return (
    <noscript>
      <div class="notice tone-warning">
        <p>{children}</p>
      </div>
    </noscript>
  )
}

export type EmptyStateProps = { title: string; hint?: string; children?: ComponentChildren }

/** An empty list says so, and what to do next. */
export function EmptyState({ title, hint, children }: EmptyStateProps) {
  return (
    <div class="empty">
      <div class="empty-ornament" aria-hidden="true" />
      <h2>{title}</h2>
      {hint ? <p class="soft">{hint}</p> : null}
      {children}
    </div>
  )
}
