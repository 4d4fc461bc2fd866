import { parse } from './forms.ts'

export interface Page {
  status: number
  url: string
  text: string
  headers: Headers
  /** Where the answer leads; empty when it leads nowhere. */
  location: string
}

const here = 'http://account.localhost:8080'

/** As much of a browser as a visitor without JavaScript has: cookies, links and forms. */
export class Browser {
  readonly cookies = new Map<string, string>()
  readonly #answer: (request: Request) => Response | Promise<Response>
  readonly #address: string
  language = 'ja'

  constructor(answer: (request: Request) => Response | Promise<Response>, address: string) {
    this.#answer = answer
    this.#address = address
  }

  /** Goes to a path; follows redirects within this host, and stops at the door of others. */
  async get(path: string): Promise<Page> {
    return this.#follow(await this.#ask('GET', path))
  }

  /** Sends a form to a path as a page of `origin` would. */
  async post(
    path: string,
    fields: Record<string, string> | [string, string][],
    origin = here,
  ): Promise<Page> {
    return this.#follow(await this.#ask('POST', path, new URLSearchParams(fields), origin))
  }

  /** Fills in and sends the form of this page that goes to `action`, hidden fields and all. */
  async send(page: Page, action: string, typed: Record<string, string> = {}): Promise<Page> {
    const form = parse(page.text).find((each) => each.action === action)
    if (!form) throw new Error(`the page has no form to ${action}`)
    return this.post(action, { ...form.fields, ...typed })
  }

  async #follow(page: Page): Promise<Page> {
    let at = page
    for (let hops = 0; hops < 10 && at.location.startsWith(`${here}/`); hops += 1) {
      at = await this.#ask('GET', at.location.slice(here.length))
    }
    return at
  }

  async #ask(method: string, path: string, body?: URLSearchParams, origin?: string): Promise<Page> {
    const headers = new Headers({
      'accept-language': this.language,
      accept: 'text/html',
      'dozo-client-address': this.#address,
    })
    if (origin) headers.set('origin', origin)
    const cookies = [...this.cookies].map(([name, value]) => `${name}=${value}`)
    if (cookies.length > 0) headers.set('cookie', cookies.join('; '))
    const url = new URL(path, here)
    const response = await this.#answer(new Request(url, { method, headers, body }))
    this.#keep(response.headers.getSetCookie())
    const location = response.headers.get('location')
    return {
      status: response.status,
      url: url.pathname + url.search,
      text: await response.text(),
      headers: response.headers,
      location: location === null ? '' : new URL(location, url).href,
    }
  }

  #keep(lines: string[]): void {
    for (const line of lines) {
      const [pair = '', ...attributes] = line.split(/;\s*/)
      const middle = pair.indexOf('=')
      const name = pair.slice(0, middle)
      if (attributes.includes('Max-Age=0')) this.cookies.delete(name)
      else this.cookies.set(name, pair.slice(middle + 1))
    }
  }
}
