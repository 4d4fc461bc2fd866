import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import PostalMime from 'postal-mime'

/** One letter as it came, one file. What came twice is two letters: tests look for them. */
export interface Letter {
  /** Rises with every letter. */
  id: number
  /** Whom the envelope names, which is who gets it. */
  to: string[]
  from: string
  receivedAt: string
  messageId: string
  subject: string
  text: string
  html: string
  headers: { name: string; value: string }[]
  /** How many earlier letters to the same people carry the same Message-ID. */
  repeats: number
}

export interface Envelope {
  from: string
  to: string[]
  receivedAt: string
}

export interface Letters {
  /** Resolves when the letter is on the disk. */
  keep(envelope: Envelope, raw: Buffer): Promise<Letter>
  /** Newest first; `to` compares without case. */
  list(filter: { to?: string | undefined; after?: number; limit: number }): Letter[]
  one(id: number): Letter | undefined
  raw(id: number): Promise<Buffer>
  clear(): Promise<void>
  /** Hears of each letter that comes. */
  onKept(listener: () => void): () => void
}

interface Limits {
  mostLetters: number
}

/** Opens the folder and reads what is in it. */
export async function openLetters(folder: string, { mostLetters }: Limits): Promise<Letters> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const letters = await readAll(folder)
  const listeners = new Set<() => void>()
  let lastId = letters.at(-1)?.id ?? 0

  async function drop(letter: Letter): Promise<void> {
    await rm(join(folder, fileName(letter.id)), { force: true })
  }

  return {
    async keep(envelope, raw) {
      lastId += 1
      const id = lastId
      await writeWhole(folder, fileName(id), Buffer.concat([preface(envelope), raw]))
      const letter = { ...(await parse(id, envelope, raw)), repeats: 0 }
      letter.repeats = repeatsOf(letters, letter)
      letters.push(letter)
      letters.sort((one, other) => one.id - other.id)
      await Promise.all(letters.splice(0, letters.length - mostLetters).map(drop))
      for (const listener of listeners) listener()
      return letter
    },
    list({ to, after = 0, limit }) {
      const isWanted = (each: Letter) => each.id > after && (!to || isFor(each, to))
      return letters.filter(isWanted).reverse().slice(0, limit)
    },
    one: (id) => letters.find((each) => each.id === id),
    async raw(id) {
      const file = await readFile(join(folder, fileName(id)))
      return file.subarray(file.indexOf('\n') + 1)
    },
    async clear() {
      await Promise.all(letters.splice(0).map(drop))
    },
    onKept(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function isFor(letter: Letter, to: string): boolean {
  return letter.to.some((each) => each.toLowerCase() === to.toLowerCase())
}

function repeatsOf(letters: Letter[], letter: Letter): number {
  if (letter.messageId === '') return 0
  const isSame = (each: Letter) =>
    each.messageId === letter.messageId && each.to.join() === letter.to.join()
  return letters.filter(isSame).length
}

function fileName(id: number): string {
  return `${String(id).padStart(9, '0')}.letter`
}

/** The envelope stands in the first line, before the letter as it came. */
function preface(envelope: Envelope): Buffer {
  return Buffer.from(`${JSON.stringify(envelope)}\n`)
}

async function writeWhole(folder: string, name: string, content: Buffer): Promise<void> {
  const unfinished = join(folder, `${name}.part`)
  const file = await open(unfinished, 'w', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(unfinished, join(folder, name))
}

async function readAll(folder: string): Promise<Letter[]> {
  const letters: Letter[] = []
  for (const name of (await readdir(folder)).sort()) {
    const id = /^(\d{9})\.letter$/.exec(name)?.[1]
    if (!id) continue
    const file = await readFile(join(folder, name))
    const end = file.indexOf('\n')
    const envelope = JSON.parse(file.toString('utf8', 0, end)) as Envelope
    const letter = { ...(await parse(Number(id), envelope, file.subarray(end + 1))), repeats: 0 }
    letters.push({ ...letter, repeats: repeatsOf(letters, letter) })
  }
  return letters
}

async function parse(
  id: number,
  envelope: Envelope,
  raw: Buffer,
): Promise<Omit<Letter, 'repeats'>> {
  const mail = await PostalMime.parse(raw)
  return {
    id,
    to: envelope.to,
    from: mail.from?.address ?? envelope.from,
    receivedAt: envelope.receivedAt,
    messageId: mail.messageId ?? '',
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html ?? '',
    headers: mail.headers.map(({ key, value }) => ({ name: key, value })),
  }
}
