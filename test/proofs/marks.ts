import { randomBytes, randomInt } from 'node:crypto'

/** Texts that occur nowhere else: typed into fields about people, looked for afterwards. */
export interface Marks {
  /** Every mark begins with one of these; whoever finds a trace of them has found a leak. */
  tokens: { latin: string; japanese: string }
  /** A mailbox with the mark in it. */
  mailbox(who: string): string
  /** A name in both scripts. */
  name(what: string): string
}

/** Rare enough that no text of the demo town has two of them side by side. */
const rareSigns = [...'鸞鼈龠麤鑿鬱籬廳鱻龘靐齉爨灪麣鸝鱺癵']

export function newMarks(): Marks {
  const latin = `zq${randomBytes(5).toString('hex')}`
  const japanese = Array.from({ length: 6 }, () => rareSigns[randomInt(rareSigns.length)]).join('')
  return {
    tokens: { latin, japanese },
    mailbox: (who) => `${latin}-${who}@people.example`,
    name: (what) => `${latin} ${japanese} ${what}`,
  }
}

/** One way in which a text may lie somewhere, and the bytes that would then be there. */
export interface Trace {
  how: string
  bytes: Buffer
}

/** The same text in every encoding in which it may have been written down. */
export function tracesOf(token: string): Trace[] {
  const plain = Buffer.from(token, 'utf8')
  const wide = Buffer.from(token, 'utf16le')
  const texts: [string, string][] = [
    ['hex', plain.toString('hex')],
    ['hex in capitals', plain.toString('hex').toUpperCase()],
    ['percent', percent(plain)],
    ['percent in small letters', percent(plain).toLowerCase()],
    ['quoted-printable', percent(plain).replaceAll('%', '=')],
    ['JSON escapes', escapes(token, (unit) => `\\u${unit.toString(16).padStart(4, '0')}`)],
    ['decimal entities', entities(token, (code) => `&#${code};`)],
    ['hexadecimal entities', entities(token, (code) => `&#x${code.toString(16)};`)],
    ['capitals', token.toUpperCase()],
  ]
  const all = [
    { how: 'plain', bytes: plain },
    { how: 'UTF-16', bytes: wide },
    { how: 'UTF-16, big-endian', bytes: Buffer.from(wide).swap16() },
    ...texts.map(([how, text]) => ({ how, bytes: Buffer.from(text, 'latin1') })),
    ...base64Traces(plain),
  ]
  // In many encodings a text of one script is what it was.
  const first = new Map(all.toReversed().map((each) => [each.bytes.toString('hex'), each]))
  return [...first.values()]
}

/** Where a text begins within three bytes decides how base64 writes it; its ends are left out. */
function base64Traces(plain: Buffer): Trace[] {
  return [0, 1, 2].flatMap((offset) => {
    const shifted = Buffer.concat([Buffer.alloc(offset), plain])
    const whole = shifted.length - (shifted.length % 3)
    const first = offset === 0 ? 0 : 4
    const text = shifted.subarray(0, whole).toString('base64').slice(first)
    const url = text.replaceAll('+', '-').replaceAll('/', '_')
    return [
      { how: `base64 (${offset})`, bytes: Buffer.from(text) },
      { how: `base64url (${offset})`, bytes: Buffer.from(url) },
    ]
  })
}

function percent(plain: Buffer): string {
  return [...plain]
    .map((byte) => {
      const sign = String.fromCharCode(byte)
      if (/[A-Za-z0-9]/.test(sign)) return sign
      return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
    })
    .join('')
}

function escapes(text: string, write: (unit: number) => string): string {
  const units = Array.from({ length: text.length }, (_, place) => text.charCodeAt(place))
  return units.map((unit) => (unit < 0x80 ? String.fromCharCode(unit) : write(unit))).join('')
}

function entities(text: string, write: (code: number) => string): string {
  return [...text].map((sign) => (sign < '\u0080' ? sign : write(sign.codePointAt(0)!))).join('')
}

/** What lies in these bytes: how it was written, and the surroundings. */
export function tracesIn(bytes: Buffer, traces: readonly Trace[]): string[] {
  // Mail breaks a long line with "=" at its end; that must not hide anything.
  const broken = /=\r?\n/
  const haystacks = broken.test(bytes.subarray(0, 1_000_000).toString('latin1'))
    ? [bytes, Buffer.from(bytes.toString('latin1').replace(/=\r?\n/g, ''), 'latin1')]
    : [bytes]
  return haystacks.flatMap((haystack) =>
    traces.flatMap(({ how, bytes: needle }) => {
      const at = haystack.indexOf(needle)
      if (at < 0) return []
      const around = haystack.subarray(Math.max(0, at - 80), at + needle.length + 40)
      return [`${how}: …${printable(around)}…`]
    }),
  )
}

function printable(bytes: Buffer): string {
  return bytes.toString('utf8').replace(/[^\p{L}\p{N}\p{P}\p{S} ]+/gu, '·')
}
