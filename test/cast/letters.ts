import { ask } from './ask.ts'
import { pollUntil } from './poll.ts'
import type { Town } from './town.ts'

/** A letter as it lies in the practice mailbox. */
export interface Letter {
  id: number
  to: string[]
  subject: string
  text: string
  html: string
  messageId: string
  /** How many earlier letters carry the same Message-ID. */
  repeats: number
}

const letterMillis = 20_000

export function lettersTo(mailbox: string) {
  const all = async (address: string): Promise<Letter[]> => {
    const answer = await ask(`${mailbox}/api/messages?${new URLSearchParams({ to: address })}`)
    return JSON.parse(answer.text).messages
  }
  const next = (
    address: string,
    fits: (letter: Letter) => boolean = () => true,
    millis = letterMillis,
  ) =>
    pollUntil('a letter came', async () => (await all(address)).find((each) => fits(each)), millis)
  return { all, next }
}

const code = /^\s*([0-9A-Z]{4})[ -]?([0-9A-Z]{4})\s*$/m

/** The eight characters of a sign-in or order code. */
export function codeIn({ text }: Letter): string {
  const found = code.exec(text)
  if (!found) throw new Error(`no code in the letter:\n${text}`)
  return `${found[1]}${found[2]}`
}

/**
 * The next code to somebody that was asked for here. Files that share a town, and run at once, wait
 * for each other: nobody sees from a letter which browser asked for it.
 */
export function nextCode(
  town: Town,
  address: string,
  ask: () => Promise<unknown>,
): Promise<string> {
  return navigator.locks.request(`code to ${address} of ${town.origins.shop}`, async () => {
    const before = new Set((await town.allLettersTo(address)).map(({ id }) => id))
    await ask()
    const isNew = (letter: Letter) => !before.has(letter.id) && code.test(letter.text)
    return codeIn(await town.letterTo(address, isNew))
  })
}
