export type Rendition = {
  format: 'avif' | 'webp' | 'jpeg'
  width: number
  height: number
  href: string
}

export type PictureData = {
  /** What a person who cannot see it is told; empty for an ornament. */
  alt: string
  renditions: readonly Rendition[]
}

export type PictureProps = PictureData & {
  /** How wide it is shown, as the `sizes` attribute says it. */
  sizes: string
  /** The first pictures of a page load at once, the rest when they come near. */
  eager?: boolean
  lang?: string
}

/** One picture in all its formats and widths; the browser takes the lightest it can. */
export function Picture({ alt, renditions, sizes, eager, lang }: PictureProps) {
  const jpegs = widths(renditions, 'jpeg')
  const plain = jpegs[Math.floor(jpegs.length / 2)] ?? renditions[0]
  if (!plain) return null
  return (
    <picture>
      {(['avif', 'webp'] as const).map((format) => {
        const found = widths(renditions, format)
        if (found.length === 0) return null
        return <source key={format} type={`image/${format}`} srcset={srcset(found)} sizes={sizes} />
      })}
      <img
        src={plain.href}
        srcset={jpegs.length > 1 ? srcset(jpegs) : undefined}
        sizes={jpegs.length > 1 ? sizes : undefined}
        width={plain.width}
        height={plain.height}
        alt={alt}
        lang={lang}
        loading={eager ? 'eager' : 'lazy'}
        fetchpriority={eager ? 'high' : undefined}
        decoding="async"
      />
    </picture>
  )
}

function widths(renditions: readonly Rendition[], format: Rendition['format']): Rendition[] {
  return renditions.filter((one) => one.format === format).sort((a, b) => a.width - b.width)
}

function srcset(renditions: readonly Rendition[]): string {
  return renditions.map((one) => `${one.href} ${one.width}w`).join(', ')
}
