/** The browser has its own way to print; this only saves finding it, so it is hidden without. */
for (const place of document.querySelectorAll<HTMLElement>('[data-print]')) {
  place.hidden = false
  place.querySelector('button')?.addEventListener('click', () => window.print())
}
