import { request } from 'node:http'
import { localhostLookup } from '#lib/localhost.ts'

export interface Page {
  status: number
  /** Where it leads, for a redirect. */
  location: string
  headers: Record<string, string | string[] | undefined>
  text: string
}

/** Fetches one page as a browser without scripts would, following nothing. */
export function browse(
  url: string,
  { form, headers = {} }: { form?: Record<string, string>; headers?: Record<string, string> } = {},
): Promise<Page> {
  const body = form && new URLSearchParams(form).toString()
  const { origin } = new URL(url)
  const typed = form && { 'content-type': 'application/x-www-form-urlencoded', origin }
  return new Promise((resolve, reject) => {
    const options = {
      method: form ? 'POST' : 'GET',
      lookup: localhostLookup,
      headers: { ...typed, ...headers },
      signal: AbortSignal.timeout(15_000),
    }
    const asked = request(url, options, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          location: answer.headers.location ? new URL(answer.headers.location, url).href : '',
          headers: answer.headers,
          text: Buffer.concat(chunks).toString('utf8'),
        }),
      )
    })
    asked.on('error', reject)
    asked.end(body)
  })
}

/** Waits until the claim holds, looking every 20 ms. */
export async function until(
  claim: () => boolean | Promise<boolean>,
  millis = 20_000,
): Promise<void> {
  const end = Date.now() + millis
  while (!(await claim())) {
    if (Date.now() > end) throw new Error(`not so after ${millis} ms: ${claim}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
