import { randomInt } from 'node:crypto'
import { type Answer, ask, type Wish } from './ask.ts'
import { formsIn, type PageForm, plain } from './forms.ts'
import type { Origins } from './town.ts'

/** A browser without scripts: keeps cookies by host, says where its forms come from. */
export interface Visitor {
  origins: Origins
  /** Where they connect from; nobody shares it. */
  address: string
  get(url: string, headers?: Record<string, string>): Promise<Answer>
  /** Posts a form as a page of that host would, or of `origin`. */
  post(url: string, form: Record<string, string>, origin?: string): Promise<Answer>
  ask(url: string, wish: Wish): Promise<Answer>
  /** Goes on while it is sent elsewhere. */
  follow(answer: Answer): Promise<Answer>
  /** The page, wherever it is. */
  open(url: string): Promise<Answer>
  /** Fills the form of this page that leads to the path, and sends it. */
  submit(page: Answer, path: string, typed?: Record<string, string>): Promise<Answer>
  cookiesOf(url: string): string
  forget(): void
}

const mostSteps = 12

/** `send` carries the requests, where it is not plain HTTP to this machine. */
export function visitorOf(origins: Origins, send: typeof ask = ask): Visitor {
  const jars = new Map<string, Map<string, string>>()
  const address = `10.${randomInt(256)}.${randomInt(256)}.${1 + randomInt(254)}`
  const jarOf = (url: string) => {
    const { host } = new URL(url)
    const jar = jars.get(host) ?? new Map<string, string>()
    jars.set(host, jar)
    return jar
  }
  const cookiesOf = (url: string) =>
    [...jarOf(url)].map(([name, value]) => `${name}=${value}`).join('; ')
  const visitor: Visitor = {
    origins,
    address,
    cookiesOf,
    forget: () => jars.clear(),
    async ask(url, wish) {
      const cookie = cookiesOf(url)
      const own = { 'x-forwarded-for': address, ...(cookie ? { cookie } : {}) }
      const headers = { 'accept-language': 'ja', ...own, ...wish.headers }
      const answer = await send(url, { ...wish, headers })
      for (const line of answer.headers['set-cookie'] ?? []) keepCookie(jarOf(url), line)
      return answer
    },
    get: (url, headers = {}) => visitor.ask(url, { headers }),
    post: (url, form, origin = new URL(url).origin) =>
      visitor.ask(url, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
        body: new URLSearchParams(form).toString(),
      }),
    async follow(answer) {
      let current = answer
      for (let step = 0; current.location && step < mostSteps; step++) {
        current = await visitor.get(current.location)
      }
      return current
    },
    open: async (url) => visitor.follow(await visitor.get(url)),
    submit(page, path, typed = {}) {
      const form = formTo(page, path)
      return visitor.post(form.action, { ...form.fields, ...typed })
    },
  }
  return visitor
}

/** The form of this page that leads to the path; an error with the page's words without one. */
export function formTo(page: Answer, path: string): PageForm {
  const forms = formsIn(page.text, page.url)
  const form = forms.find((each) => new URL(each.action).pathname === path)
  if (form) return form
  const there = forms.map((each) => new URL(each.action).pathname).join(', ') || 'none'
  throw new Error(
    `${page.url} (${page.status}) has no form to ${path}, only ${there}: ${wordsOf(page)}`,
  )
}

/** What a page says, without its markup; enough to understand a test that failed. */
export function wordsOf({ text }: Answer): string {
  const main = /<main[\s\S]*<\/main>/.exec(text)?.[0] ?? text
  const words = main.replace(/<(style|script)[\s\S]*?<\/\1>|<[^>]+>/g, ' ')
  return plain(words).replace(/\s+/g, ' ').trim().slice(0, 500)
}

function keepCookie(jar: Map<string, string>, line: string): void {
  const [pair = '', ...settings] = line.split(';')
  const at = pair.indexOf('=')
  const [name, value] = [pair.slice(0, at).trim(), pair.slice(at + 1).trim()]
  const isGone = settings.some((each) => /^\s*max-age\s*=\s*(0|-\d+)\s*$/i.test(each))
  if (isGone) jar.delete(name)
  else jar.set(name, value)
}
