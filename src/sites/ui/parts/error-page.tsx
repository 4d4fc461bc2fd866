import type { ComponentChildren } from 'preact'
import { type RefusalCode, refusals } from '#lib/refusal.ts'
import type { Messages } from '../messages.ts'
import { useView } from '../view.ts'
import { LinkButton } from './button.tsx'

export type ErrorBodyProps = {
  /** The refusal, or `broken` for our own mistake. */
  code: RefusalCode | 'broken'
  homeHref: string
  /** Where trying again leads; left out where it would not help. */
  retryHref?: string
  /** What the reader can quote to the operator; never anything typed. */
  reference?: string
  children?: ComponentChildren
}

/** What stands in a page's middle instead of what was asked for. */
export function ErrorBody({ code, homeHref, retryHref, reference, children }: ErrorBodyProps) {
  const { words } = useView()
  const { title, text } = errorWords(code, words)
  return (
    <div class="empty">
      <div class="empty-ornament" aria-hidden="true" />
      <h1>{title}</h1>
      <p class="soft">{text}</p>
      {children}
      <div class="buttons">
        {retryHref ? <LinkButton href={retryHref}>{words.errors.retry}</LinkButton> : null}
        <LinkButton kind={retryHref ? 'quiet' : 'primary'} href={homeHref}>
          {words.errors.home}
        </LinkButton>
      </div>
      <p class="error-code">
        {code}
        {reference ? ` · ${words.errors.reference(reference)}` : null}
      </p>
    </div>
  )
}

/** The heading by the kind of answer; the sentence by the refusal itself. */
export function errorWords(code: RefusalCode | 'broken', words: Messages) {
  const { errors } = words
  if (code === 'broken') return { title: errors.brokenTitle, text: errors.broken }
  if (code === 'not-found') return { title: errors.notFoundTitle, text: errors.notFound }
  const text = words.refusals[code]
  const titles: Partial<Record<number, string>> = {
    401: errors.signInTitle,
    403: errors.notAllowedTitle,
    404: errors.notFoundTitle,
    410: errors.goneTitle,
    413: errors.tooLargeTitle,
    429: errors.busyTitle,
    503: errors.awayTitle,
    504: errors.awayTitle,
  }
  return { title: titles[refusals[code]] ?? errors.refusedTitle, text }
}

/** Card payment is stopped: what that means for the reader. */
export function PauseNotice({ since, children }: { since?: Date; children?: ComponentChildren }) {
  const { words, format } = useView()
  return (
    <section class="pause">
      <h1>{words.pay.pausedTitle}</h1>
      {since ? <p class="figures">{words.pay.pausedSince(format.dateTime(since))}</p> : null}
      <p>{words.pay.paused}</p>
      <p>{words.pay.pausedCharged}</p>
      {children}
    </section>
  )
}
