import { type ClientRequest, request } from 'node:http'
import { request as requestByTls } from 'node:https'
import type { Manifest } from './manifest.ts'
import { assetsNamedBy, type Expected, type Fetched, findingsOf } from './page-findings.ts'

/** Where the market's front door is, as a buyer would come to it. */
export interface FrontDoor {
  address: string
  port: number
  /** The site's host name with its port, as a browser sends it. */
  host: string
  /** By TLS, whose certificate must be this host's, vouched for as for browsers or by `ca`. */
  tls?: { ca: Buffer | undefined }
}

/** A door of the market whose gateway is at this origin: where it is, and by which protocol. */
export function frontDoor(gateway: string, host: string, ca: Buffer | undefined): FrontDoor {
  const { protocol, hostname, port } = new URL(gateway)
  const isTls = protocol === 'https:'
  const address = hostname.replace(/^\[|\]$/g, '')
  const door = { address, port: Number(port) || (isTls ? 443 : 80), host }
  return isTls ? { ...door, tls: { ca } } : door
}

const answerMillis = 5_000
const mostBytes = 2_000_000
const mostAssets = 20

/** The payment page in each language: where a browser gets it, and its file in the release. */
const payPages = [
  { path: '/?lang=ja', file: 'public/pay/index.html' },
  { path: '/?lang=en', file: 'public/pay/en.html' },
]

interface Release {
  manifest: Manifest
  policy: string
}

/**
 * One look at the payment page: the page itself in each language and everything it names, compared
 * with the release. Gives findings in words, or null when nobody answered.
 */
export async function lookAtPayPage(door: FrontDoor, release: Release): Promise<string[] | null> {
  const looks = await Promise.all(payPages.map((page) => lookAtPage(door, release, page)))
  if (looks.includes(null)) return null
  return [...new Set(looks.flatMap((findings) => findings ?? []))]
}

async function lookAtPage(
  door: FrontDoor,
  release: Release,
  { path, file }: { path: string; file: string },
): Promise<string[] | null> {
  const page = await fetchFrom(door, path).catch(() => null)
  if (!page) return null
  const expected: Expected = { file, policy: release.policy }
  const findings = findingsOf(page, expected, release.manifest)
  for (const asset of assetsNamedBy(Buffer.from(page.body).toString('utf8')).slice(0, mostAssets)) {
    if (!asset.startsWith('/assets/')) {
      findings.push(`the page names ${asset}`)
      continue
    }
    const answer = await fetchFrom(door, asset).catch(() => null)
    if (!answer) findings.push(`${asset} did not answer`)
    else
      findings.push(
        ...findingsOf(answer, { file: `public${asset}`, policy: null }, release.manifest),
      )
  }
  return findings
}

/** One file as everybody gets it. Throws when there is no whole answer in time. */
export function fetchFrom(door: FrontDoor, path: string): Promise<Fetched> {
  return new Promise((resolve, reject) => {
    const asked = asking(door, path)
    asked.on('response', (answer) => {
      const parts: Buffer[] = []
      let bytes = 0
      answer.on('data', (part: Buffer) => {
        bytes += part.length
        if (bytes > mostBytes) answer.destroy(new Error('answer too large'))
        else parts.push(part)
      })
      answer.on('error', reject)
      answer.on('end', () => {
        const headers = Object.fromEntries(
          Object.entries(answer.headers).map(([name, value]) => [name, String(value)]),
        )
        resolve({ path, status: answer.statusCode ?? 0, headers, body: Buffer.concat(parts) })
      })
    })
    asked.setTimeout(answerMillis, () => asked.destroy(new Error('no answer in time')))
    asked.on('error', reject)
    asked.end()
  })
}

function asking({ address, port, host, tls }: FrontDoor, path: string): ClientRequest {
  const options = { host: address, port, path, headers: { host }, agent: false }
  if (!tls) return request(options)
  const servername = new URL(`https://${host}`).hostname
  return requestByTls({ ...options, servername, ...(tls.ca ? { ca: tls.ca } : {}) })
}
