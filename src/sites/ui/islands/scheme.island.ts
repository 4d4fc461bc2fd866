/*
 * The reader's choice between light and dark, where it differs from the system's. Loaded before the
 * page is drawn, so that no page flashes in the other light; kept in this browser, for this host.
 */
const kept = 'scheme'
const schemes = ['light', 'dark']

apply(chosen())
document.addEventListener('DOMContentLoaded', offer)
// Another tab of this host chose.
window.addEventListener('storage', ({ key }) => {
  if (key !== kept) return
  apply(chosen())
  show()
})

function chosen(): string | null {
  try {
    return localStorage.getItem(kept)
  } catch {
    return null
  }
}

function choose(scheme: string): void {
  try {
    if (schemes.includes(scheme)) localStorage.setItem(kept, scheme)
    else localStorage.removeItem(kept)
  } catch {
    // A browser that keeps nothing still changes this page.
  }
  apply(scheme)
  show(scheme)
}

function apply(scheme: string | null): void {
  if (scheme && schemes.includes(scheme)) document.documentElement.dataset.scheme = scheme
  else delete document.documentElement.dataset.scheme
}

/** The switch is hidden until somebody can use it. */
function offer(): void {
  const part = document.querySelector<HTMLElement>('[data-part="scheme"]')
  if (!part) return
  part.hidden = false
  for (const button of part.querySelectorAll('button')) {
    button.addEventListener('click', () => choose(button.value))
  }
  show()
}

function show(scheme = chosen() ?? ''): void {
  const buttons = document.querySelectorAll<HTMLButtonElement>('[data-part="scheme"] button')
  const now = schemes.includes(scheme) ? scheme : 'system'
  for (const button of buttons) button.setAttribute('aria-pressed', String(button.value === now))
}
