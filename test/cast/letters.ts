import { ask } from './ask.ts'
import { pollUntil } from './poll.ts'

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

/** The eight characters of a sign-in or order code. */
export function codeIn({ text }: Letter): string {
  const code = /\b([0-9A-Z]{4})[ -]?([0-9A-Z]{4})\b/.exec(text)
  if (!code) throw new Error(`no code in the letter:\n${text}`)
  return `${code[1]}${code[2]}`
}
