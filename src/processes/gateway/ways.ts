import { isPiece, mostBodyBytes, pieceMillis } from '#sites/studio/pieces.ts'
import { isLogFile } from '#trust/proofs/published-files.ts'

/** What the gateway does with one request. */
export type Way =
  | { to: 'process'; name: SiteProcess; limits: Limits }
  | { to: 'asset'; file: string }
  | { to: 'tile'; file: string }
  | { to: 'pay-page' }
  | { to: 'nobody'; status: 400 | 404 | 405 | 421 }

export type SiteProcess = 'storefront' | 'accounts' | 'payments' | 'console'

/** Bounds on what a browser may send: how much, in how long, and how long without moving. */
export type Limits = { bodyBytes: number; bodyMillis: number; stallMillis: number }

/** The host names of the sites, each with its port as browsers send it. */
export type Hosts = Record<'shop' | 'account' | 'pay' | 'console', string>

type Asked = { method: string; host: string | undefined; path: string }

const mebibyte = 1024 * 1024
/** A form, filled in on a slow line. */
const usual: Limits = { bodyBytes: mebibyte, bodyMillis: 60_000, stallMillis: 30_000 }
/** One piece of an upload may take long, as long as it moves. */
const pieceStallMillis = 30_000

const assetPath = /^\/assets\/([A-Za-z0-9][A-Za-z0-9._-]{0,199})$/
const paymentPaths = /^\/(?:$|(?:return|webhook|order|shop)(?:\/|$))/

/** Which process or file answers, by host name, method and path (without its query). */
export function wayOf({ method, host, path }: Asked, hosts: Hosts): Way {
  const site = (Object.keys(hosts) as (keyof Hosts)[]).find((each) => hosts[each] === host)
  if (!site) return { to: 'nobody', status: 421 }
  if (!isReadable(path)) return { to: 'nobody', status: 400 }

  const isRead = method === 'GET' || method === 'HEAD'
  const asset = assetPath.exec(path)?.[1]
  if (asset) return isRead ? { to: 'asset', file: asset } : { to: 'nobody', status: 405 }
  if (site === 'pay') return payWay(path, isRead)
  if (site === 'account') return { to: 'process', name: 'accounts', limits: usual }
  if (site === 'console') return { to: 'process', name: 'console', limits: usual }
  return shopWay(path, method, isRead)
}

function payWay(path: string, isRead: boolean): Way {
  if (path === '/' && isRead) return { to: 'pay-page' }
  if (!paymentPaths.test(path)) return { to: 'nobody', status: 404 }
  return { to: 'process', name: 'payments', limits: usual }
}

function shopWay(path: string, method: string, isRead: boolean): Way {
  if (path.startsWith('/log/')) {
    const file = path.slice('/log/'.length)
    if (!isLogFile(file)) return { to: 'nobody', status: 404 }
    return isRead ? { to: 'tile', file } : { to: 'nobody', status: 405 }
  }
  const bodyBytes = mostBodyBytes(method, path)
  const limits = isPiece(method, path)
    ? { bodyBytes, bodyMillis: pieceMillis, stallMillis: pieceStallMillis }
    : { ...usual, bodyBytes }
  return { to: 'process', name: 'storefront', limits }
}

/** Percent signs must make whole UTF-8, and no path may hold a control character. */
function isReadable(path: string): boolean {
  if (!path.startsWith('/')) return false
  try {
    return !/\p{Cc}/u.test(decodeURIComponent(path))
  } catch {
    return false
  }
}
