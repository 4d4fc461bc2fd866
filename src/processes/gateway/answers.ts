import type { ServerResponse } from 'node:http'

type PlainStatus = 400 | 404 | 405 | 408 | 411 | 413 | 421 | 502 | 503

const words: Record<PlainStatus, { en: string; ja: string }> = {
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
}

const retrySeconds = 3
/** Closed when the rest of a body would have to be read to go on. */
const closing = new Set<PlainStatus>([400, 408, 411, 413, 421])

/** A page of the gateway's own, in both languages, without script, style or picture. */
export function plainAnswer(response: ServerResponse, status: PlainStatus, isHead = false): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  const { en, ja } = words[status]
  const body = `<!doctype html>
<html lang="ja"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${status}</title><h1>${ja}</h1><p lang="en">${en}</p></html>
`
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    ...(status === 503 ? { 'retry-after': String(retrySeconds) } : {}),
    ...(closing.has(status) ? { connection: 'close' } : {}),
  })
  response.end(isHead ? undefined : body)
}
