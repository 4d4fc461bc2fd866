import { Refusal } from '#lib/refusal.ts'

/** Fields by name; a name that ends in `[]` may repeat and gives a list without the brackets. */
export type FormFields = Record<string, string | string[]>

export interface BodyLimits {
  maxBytes?: number
  maxFields?: number
}

const usualBytes = 256 * 1024
const usualFields = 200

/** The body's bytes; Refusal `too-large` as soon as there are more than allowed. */
export async function readBytes(request: Request, maxBytes = usualBytes): Promise<Buffer> {
  const announced = Number(request.headers.get('content-length') ?? Number.NaN)
  if (announced > maxBytes) throw tooLarge(maxBytes)
  // Where the length is told, the server reads it in one go, without a stream between.
  if (announced >= 0) {
    const bytes = Buffer.from(await request.arrayBuffer())
    if (bytes.length > maxBytes) throw tooLarge(maxBytes)
    return bytes
  }

  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > maxBytes) throw tooLarge(maxBytes)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

function tooLarge(maxBytes: number): Refusal {
  return new Refusal('too-large', `body over ${maxBytes} bytes`)
}

/** The body as text; Refusal `bad-input` when it is not UTF-8. */
export async function readText(request: Request, maxBytes = usualBytes): Promise<string> {
  const bytes = await readBytes(request, maxBytes)
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new Refusal('bad-input', 'body is not UTF-8')
  }
}

/** The body as JSON; Refusal `wrong-kind` when it is announced as anything else. */
export async function readJson(request: Request, maxBytes = usualBytes): Promise<unknown> {
  refuseOtherKind(request, 'application/json')
  const text = await readText(request, maxBytes)
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('bad-input', 'body is not JSON')
  }
}

/** A form as browsers send it without files. Line breaks arrive as `\n`. */
export async function readForm(request: Request, limits: BodyLimits = {}): Promise<FormFields> {
  refuseOtherKind(request, 'application/x-www-form-urlencoded')
  const text = await readText(request, limits.maxBytes ?? usualBytes)
  return formFields(text, limits.maxFields ?? usualFields)
}

/** The query of an address, read as strictly as a form. */
export function readQuery(request: Request, maxFields = usualFields): FormFields {
  const from = request.url.indexOf('?')
  return from === -1 ? fields() : formFields(request.url.slice(from + 1), maxFields)
}

function refuseOtherKind(request: Request, wanted: string): void {
  const kind = request.headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase()
  if (kind !== wanted) throw new Refusal('wrong-kind', `body must be ${wanted}`)
}

/** Without a prototype, so that a field called `constructor` is only a field. */
function fields(): FormFields {
  return Object.create(null) as FormFields
}

function formFields(text: string, maxFields: number): FormFields {
  const form = fields()
  const pairs = text.split('&').filter((pair) => pair !== '')
  if (pairs.length > maxFields) throw new Refusal('too-large', `more than ${maxFields} fields`)
  for (const pair of pairs) {
    const middle = pair.indexOf('=')
    const name = decoded(middle === -1 ? pair : pair.slice(0, middle))
    const value = decoded(middle === -1 ? '' : pair.slice(middle + 1))
    if (name.endsWith('[]')) addToList(form, name.slice(0, -2), value)
    else if (name in form) throw new Refusal('bad-input', 'a field came twice', { field: name })
    else form[name] = value
  }
  return form
}

function addToList(form: FormFields, name: string, value: string): void {
  const list = form[name]
  if (list === undefined) form[name] = [value]
  else if (Array.isArray(list)) list.push(value)
  else throw new Refusal('bad-input', 'a field came twice', { field: name })
}

function decoded(text: string): string {
  let plain: string
  try {
    plain = decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw new Refusal('bad-input', 'form is not UTF-8')
  }
  if (plain.includes('\0')) throw new Refusal('bad-input', 'form has a zero character')
  return plain.replaceAll('\r\n', '\n')
}
