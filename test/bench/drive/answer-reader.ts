export interface Answer {
  status: number
  /** Lower-case names; `set-cookie` apart, because it may come many times. */
  headers: Map<string, string>
  cookies: string[]
  body: Buffer
}

const headEnd = Buffer.from('\r\n\r\n')

/** Cuts the bytes of one connection into HTTP/1.1 answers: with a length, or in chunks. */
export class AnswerReader {
  #bytes: Buffer = Buffer.alloc(0)

  push(chunk: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk])
  }

  /** The next whole answer; undefined while part of it is on its way. */
  next(): Answer | undefined {
    const end = this.#bytes.indexOf(headEnd)
    if (end === -1) return undefined
    const head = readHead(this.#bytes.toString('latin1', 0, end))
    const from = end + headEnd.length
    const body = bodyOf(head, this.#bytes, from)
    if (!body) return undefined
    this.#bytes = this.#bytes.subarray(body.end)
    return { ...head, body: body.bytes }
  }
}

type Head = Omit<Answer, 'body'>

function readHead(text: string): Head {
  const [first = '', ...lines] = text.split('\r\n')
  const headers = new Map<string, string>()
  const cookies: string[] = []
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    const value = line.slice(colon + 1).trim()
    if (name === 'set-cookie') cookies.push(value)
    else headers.set(name, value)
  }
  return { status: Number(first.slice(9, 12)), headers, cookies }
}

function bodyOf({ status, headers }: Head, bytes: Buffer, from: number) {
  if (status === 204 || status === 304) return { bytes: Buffer.alloc(0), end: from }
  const length = headers.get('content-length')
  if (length !== undefined) {
    const end = from + Number(length)
    return bytes.length < end ? undefined : { bytes: bytes.subarray(from, end), end }
  }
  if (headers.get('transfer-encoding') !== 'chunked') throw new Error('an answer without an end')
  return chunksOf(bytes, from)
}

function chunksOf(bytes: Buffer, from: number) {
  const parts: Buffer[] = []
  for (let at = from; ; ) {
    const lineEnd = bytes.indexOf('\r\n', at)
    if (lineEnd === -1) return undefined
    const size = Number.parseInt(bytes.toString('latin1', at, lineEnd), 16)
    const end = lineEnd + 2 + size + 2
    if (bytes.length < end) return undefined
    if (size === 0) return { bytes: Buffer.concat(parts), end }
    parts.push(bytes.subarray(lineEnd + 2, lineEnd + 2 + size))
    at = end
  }
}
