import type { Answer } from './answer-reader.ts'
import { type Connection, openConnection } from './connection.ts'

export interface Page {
  /** Where the last redirect led. */
  url: string
  status: number
  text: string
}

/**
 * What a browser does that matters to a server: cookies by host, kept-open connections by host,
 * redirects followed, forms sent with `Origin`. No scripts, no pictures: style sheets and scripts
 * are the same file for every buyer of a release, and kept.
 */
export interface Browser {
  get(url: string): Promise<Page>
  post(url: string, form: Readonly<Record<string, string>>): Promise<Page>
  /** Requests so far. */
  readonly asked: number
  close(): void
}

const mostRedirects = 10
const shared = 'accept-language: ja\r\naccept: text/html,application/json\r\nuser-agent: bench\r\n'

/** A new browser; `from` is its own loopback address, as every household has one. */
export function openBrowser(from: string): Browser {
  const connections = new Map<string, Connection>()
  const jars = new Map<string, Map<string, string>>()
  let asked = 0

  const connectionTo = ({ host, port }: URL) => {
    const known = connections.get(host)
    if (known) return known
    const made = openConnection({ host: '127.0.0.1', port: Number(port), localAddress: from })
    connections.set(host, made)
    return made
  }
  const ask = async (url: URL, form?: string): Promise<Answer> => {
    asked += 1
    const jar = jars.get(url.host) ?? new Map<string, string>()
    jars.set(url.host, jar)
    const cookies = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await connectionTo(url).ask(
      `${form === undefined ? 'GET' : 'POST'} ${url.pathname}${url.search} HTTP/1.1\r\n` +
        `host: ${url.host}\r\n${shared}` +
        (cookies ? `cookie: ${cookies}\r\n` : '') +
        (form === undefined ? '\r\n' : typed(url, form)),
    )
    for (const line of answer.cookies) keep(jar, line)
    return answer
  }
  const follow = async (begin: URL, form?: string): Promise<Page> => {
    let url = begin
    let answer = await ask(url, form)
    for (let turns = 0; answer.status === 303 && turns < mostRedirects; turns += 1) {
      url = new URL(answer.headers.get('location') ?? '', url)
      answer = await ask(url)
    }
    return { url: url.href, status: answer.status, text: answer.body.toString() }
  }
  return {
    get: (url) => follow(new URL(url)),
    post: (url, form) => follow(new URL(url), new URLSearchParams(form).toString()),
    get asked() {
      return asked
    },
    close: () => {
      for (const each of connections.values()) each.close()
    },
  }
}

function typed({ origin }: URL, form: string): string {
  const length = Buffer.byteLength(form)
  return (
    `origin: ${origin}\r\ncontent-type: application/x-www-form-urlencoded\r\n` +
    `content-length: ${length}\r\n\r\n${form}`
  )
}

function keep(jar: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';')
  const name = pair.slice(0, pair.indexOf('=')).trim()
  const isOver = attributes.some((each) => each.trim().toLowerCase() === 'max-age=0')
  if (isOver) jar.delete(name)
  else jar.set(name, pair.slice(pair.indexOf('=') + 1))
}
