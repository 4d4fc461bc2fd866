import type { ComponentChildren } from 'preact'
import { type View, ViewContext } from '../view.ts'

export type PageProps = {
  view: View
  /** Of this page alone; the market's name is added. */
  title: string
  description?: string
  /** The one address of this page, where there are several. */
  canonical?: string
  /** An absolute address of a picture that shows the page to people elsewhere. */
  shareImage?: string
  /** Script files of this page by plain name; each works without being there. */
  islands?: readonly string[]
  /** Kept out of search engines; everything but the shop's public pages. */
  noindex?: boolean
  /** Seconds after which the page asks again by itself, for pages that wait. */
  refreshSeconds?: number
  /** The system alone decides between light and dark: no script for it. */
  plainLook?: boolean
  /** A class of the whole page: `site-shop`, `site-console`. */
  site: string
  children: ComponentChildren
}

/** The document around every page: head, skip link, scripts. No inline script or style. */
export function Page(props: PageProps) {
  const { view } = props
  return (
    <ViewContext.Provider value={view}>
      <html lang={view.locale} data-scheme={view.scheme}>
        <Head {...props} />
        <body class={`page-body ${props.site}`}>
          <a class="skip" href="#main">
            {view.words.shell.skip}
          </a>
          {props.children}
        </body>
      </html>
    </ViewContext.Provider>
  )
}

function Head({
  view,
  title,
  description,
  canonical,
  shareImage,
  islands,
  noindex,
  refreshSeconds,
  plainLook,
}: PageProps) {
  const full = title === view.marketName ? title : `${title} | ${view.marketName}`
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{full}</title>
      {description ? <meta name="description" content={description} /> : null}
      {noindex ? <meta name="robots" content="noindex" /> : null}
      {refreshSeconds ? (
        <noscript>
          <meta http-equiv="refresh" content={String(refreshSeconds)} />
        </noscript>
      ) : null}
      <meta name="color-scheme" content="light dark" />
      <meta name="format-detection" content="telephone=no" />
      {plainLook || view.scheme ? null : <script src={view.asset('scheme.js')} />}
      <link rel="stylesheet" href={view.asset('site.css')} />
      <link rel="icon" type="image/svg+xml" href={view.asset('mark.svg')} />
      {canonical ? <ShareWords {...{ view, title, description, canonical, shareImage }} /> : null}
      {(islands ?? []).map((name) => (
        <script key={name} type="module" src={view.asset(name)} />
      ))}
    </head>
  )
}

type ShareProps = Pick<PageProps, 'view' | 'title' | 'description' | 'shareImage'> & {
  canonical: string
}

/** What other sites show of the page when somebody sends its address (Open Graph). */
function ShareWords({ view, title, description, canonical, shareImage }: ShareProps) {
  return (
    <>
      <link rel="canonical" href={canonical} />
      <meta property="og:type" content="website" />
      <meta property="og:site_name" content={view.marketName} />
      <meta property="og:title" content={title} />
      {description ? <meta property="og:description" content={description} /> : null}
      <meta property="og:url" content={canonical} />
      <meta property="og:locale" content={view.locale === 'ja' ? 'ja_JP' : 'en_GB'} />
      {shareImage ? <meta property="og:image" content={shareImage} /> : null}
      <meta name="twitter:card" content={shareImage ? 'summary_large_image' : 'summary'} />
    </>
  )
}

/** The page's own content. The skip link leads here. */
export function Main({ children }: { children: ComponentChildren }) {
  return (
    <main class="main" id="main" tabIndex={-1}>
      {children}
    </main>
  )
}
