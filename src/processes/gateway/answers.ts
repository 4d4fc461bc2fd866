import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Locale, localeOf, locales } from '#lib/http/locale.ts'

type PlainStatus = 400 | 404 | 405 | 408 | 411 | 413 | 421 | 502 | 503 | 504

const words: Record<PlainStatus, Record<Locale, string>> = {
  400: { en: 'This address cannot be read.', ja: 'このアドレスは読み取れません。' },
  404: { en: 'There is nothing here.', ja: 'ここには何もありません。' },
  405: { en: 'This cannot be done here.', ja: 'この操作はできません。' },
  408: { en: 'The request took too long.', ja: '送信に時間がかかりすぎました。' },
  411: { en: 'The length of the request is missing.', ja: '送信内容の長さが示されていません。' },
  413: { en: 'This is too large to send.', ja: '送信内容が大きすぎます。' },
  421: { en: 'There is no site of this name here.', ja: 'この名前のサイトはありません。' },
  502: {
    en: 'The answer was cut off. Please try again.',
    ja: '応答が途切れました。もう一度お試しください。',
  },
  503: {
    en: 'This part of the market is being set up. Please try again in a moment.',
    ja: 'ただいま準備中です。しばらくしてからもう一度お試しください。',
  },
  504: {
    en: 'There was no answer in time. Go back and try again; no order is charged twice.',
    ja: '時間内に応答がありませんでした。戻ってもう一度お試しください。二重に課金されることはありません。',
  },
}

const retrySeconds = 3
/** Closed when the rest of a body would have to be read to go on. */
const closing = new Set<PlainStatus>([400, 408, 411, 413, 421])

/**
 * A page of the gateway's own, without script, style or picture: the visitor's language first,
 * then the others, since whoever is told bad news should not have to guess.
 */
export function plainAnswer(response: ServerResponse, status: PlainStatus, isHead = false): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const locale = localeOf(languageWish(response.req))
  const others = locales.filter((each) => each !== locale)
  const body = `<!doctype html>
<html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${status}</title><h1>${words[status][locale]}</h1>
${others.map((each) => `<p lang="${each}">${words[status][each]}</p>`).join('\n')}
</html>
`
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    ...(status === 503 || status === 504 ? { 'retry-after': String(retrySeconds) } : {}),
    ...(closing.has(status) ? { connection: 'close' } : {}),
  })
  response.end(isHead ? undefined : body)
}

/** What of a request says in which language to answer. */
export function languageWish({ url = '/', headers }: IncomingMessage) {
  const { cookie = '', 'accept-language': asked = '' } = headers
  return { url, headers: new Headers({ cookie, 'accept-language': asked }) }
}
