import type { ComponentChildren } from 'preact'
import { useView } from '../view.ts'
import type { Tone } from './notice.tsx'
import { Picture, type PictureData } from './picture.tsx'

/** A word to follow; without `href` only a word. */
export function Tag({ href, children }: { href?: string; children: ComponentChildren }) {
  if (!href) return <span class="tag">{children}</span>
  return (
    <a class="tag" href={href}>
      {children}
    </a>
  )
}

/** Tags in a row. */
export function Tags({
  tags,
  hrefOf,
}: {
  tags: readonly string[]
  hrefOf?: (tag: string) => string
}) {
  return (
    <ul class="tags">
      {tags.map((tag) => (
        <li key={tag}>
          <Tag href={hrefOf?.(tag)}>{tag}</Tag>
        </li>
      ))}
    </ul>
  )
}

/** A state in one or two words. */
export function Badge({ tone = 'plain', children }: { tone?: Tone; children: ComponentChildren }) {
  return <span class={`badge tone-${tone}`}>{children}</span>
}

/** How something is doing; the words carry the meaning, the dot only helps the eye. */
export function StatusDot({ tone, children }: { tone: Tone; children: ComponentChildren }) {
  return <span class={`dot tone-${tone}`}>{children}</span>
}

export type AvatarProps = {
  name: string
  picture?: PictureData
  large?: boolean
}

/** A seller's picture, or the first letter of the name. The name must stand beside it. */
export function Avatar({ name, picture, large }: AvatarProps) {
  const size = large ? 'avatar avatar-large' : 'avatar'
  return (
    <span class={size} aria-hidden="true">
      {picture ? (
        <Picture renditions={picture.renditions} alt="" sizes={large ? '6rem' : '3rem'} />
      ) : (
        [...name][0]
      )}
    </span>
  )
}

/** A code to copy: one click selects all of it. An island adds the copy button. */
export function CopyCode({ code, label }: { code: string; label?: string }) {
  const { words } = useView()
  return (
    <span class="copy-code" data-copy={words.shell.copy} data-copied={words.shell.copied}>
      <span class="unseen">{label ?? words.shell.copy}: </span>
      <code>{code}</code>
    </span>
  )
}

/** Sanitised HTML of a seller's text. `html` must come from the sanitiser, never from a form. */
export function MarkdownBody({ html, lang }: { html: string; lang?: string }) {
  return <div class="markdown" lang={lang} dangerouslySetInnerHTML={{ __html: html }} />
}

export type ProgressBarProps = { label: string; value: number; max: number; text?: string }

/** How far an upload is. Islands move it; `data-part` names what they may change. */
export function ProgressBar({ label, value, max, text }: ProgressBarProps) {
  return (
    <div class="upload-progress">
      <span class="row row-spread small">
        <span data-part="label">{label}</span>
        <output class="faint" data-part="text">
          {text}
        </output>
      </span>
      <progress value={value} max={max} aria-label={label} />
    </div>
  )
}
