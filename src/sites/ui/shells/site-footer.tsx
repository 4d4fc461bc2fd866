import { locales } from '../messages/phrase.ts'
import { useView } from '../view.ts'
import { Mark } from './mark.tsx'

export type NavLink = { href: string; text: string; current?: boolean; count?: number }

export type FooterProps = {
  homeHref: string
  links: readonly NavLink[]
  /** Pages between cart and provider keep the ways out few; a link here would lose the pass. */
  quiet?: boolean
  /** A document that is written once per language has its own way to the other. */
  oneLanguage?: boolean
}

/** The foot of the storehouse: the tiled wall, the mark, the law, the other language. */
export function SiteFooter({ homeHref, links, quiet, oneLanguage }: FooterProps) {
  const { words } = useView()
  return (
    <footer class="foot">
      {quiet ? null : <div class="lattice-band" aria-hidden="true" />}
      <div class="foot-inner">
        <div class="foot-words">
          <Mark href={homeHref} />
          {quiet ? null : <p>{words.shell.tagline}</p>}
          {oneLanguage ? null : (
            <div class="row">
              <LanguageSwitch />
              <SchemeSwitch />
            </div>
          )}
        </div>
        {links.length > 0 ? (
          <nav aria-label={words.shell.footerMenu}>
            <ul class="foot-links">
              {links.map((link) => (
                <li key={link.href}>
                  <a href={link.href}>{link.text}</a>
                </li>
              ))}
            </ul>
          </nav>
        ) : null}
      </div>
    </footer>
  )
}

function LanguageSwitch() {
  const { locale, languageLinks, words } = useView()
  const names = { ja: words.shell.languageJa, en: words.shell.languageEn }
  return (
    <nav class="foot-language" aria-label={words.shell.language}>
      {locales.map((one) => (
        <a
          key={one}
          href={languageLinks[one]}
          lang={one}
          hreflang={one}
          rel="alternate"
          aria-current={one === locale ? 'true' : undefined}
        >
          {names[one]}
        </a>
      ))}
    </nav>
  )
}

/** Shown by `scheme.js`; without it the reader's system decides. */
function SchemeSwitch() {
  const { words } = useView()
  const { scheme, schemeSystem, schemeLight, schemeDark } = words.shell
  const choices = { system: schemeSystem, light: schemeLight, dark: schemeDark }
  return (
    <fieldset class="foot-scheme" aria-label={scheme} data-part="scheme" hidden>
      {Object.entries(choices).map(([value, text]) => (
        <button key={value} type="button" value={value} aria-pressed="false">
          {text}
        </button>
      ))}
    </fieldset>
  )
}
