import type { VNode } from 'preact'
import { render } from 'preact-render-to-string'

/** A whole document, doctype included, ready to be sent as text/html. */
export function renderPage(page: VNode): string {
  return `<!doctype html>${render(page)}`
}
