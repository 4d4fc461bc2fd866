import { createHash } from 'node:crypto'

/** A strong tag of these bytes. */
export function etagOf(content: string | Uint8Array): string {
  return `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`
}

/** True when the browser already has what this tag stands for. */
export function hasFresh(request: Request, etag: string): boolean {
  const known = request.headers.get('if-none-match')
  if (known === null) return false
  return known.split(',').some((each) => {
    const tag = each.trim()
    return tag === '*' || tag === etag || tag === `W/${etag}`
  })
}

/** The answer, or 304 without a body when the browser already has it. */
export function taggedResponse(
  request: Request,
  { etag, headers, body }: { etag: string; headers: Record<string, string>; body: string | Buffer },
): Response {
  const tagged = { ...headers, etag }
  if (!hasFresh(request, etag)) return new Response(body as BodyInit, { headers: tagged })
  return new Response(null, { status: 304, headers: tagged })
}
