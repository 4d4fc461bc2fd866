import { systemIds } from '#lib/ids.ts'
import { systemRandom } from '#lib/random.ts'
import { codeAlphabet } from '#trust/identity/codes.ts'
import type { VaultForAccounts, VaultForMailer } from '#trust/vault/client.ts'

export interface Person {
  session: Buffer
  member: string
}

/** Gives the code that was mailed to an address. */
export interface CodeReader {
  codeFor(address: string): Promise<string>
  stop(): Promise<void>
}

const waitMillis = 500

/** Takes letters one at a time, as the mailer does, and keeps what stands in them. */
export function readCodes(mailer: VaultForMailer): CodeReader {
  const codes = new Map<string, PromiseWithResolvers<string>>()
  const slot = (address: string) => {
    const known = codes.get(address) ?? Promise.withResolvers<string>()
    codes.set(address, known)
    return known
  }
  let isStopped = false
  const reading = (async () => {
    while (!isStopped) {
      const { letter } = await mailer.takeLetter({ waitMillis })
      if (!letter) continue
      const code = codeIn(letter.text)
      if (code) slot(letter.to).resolve(code)
      await mailer.letterSent({ letter: letter.id })
    }
  })()
  return {
    async codeFor(address) {
      const code = await Promise.race([slot(address).promise, reading])
      if (code === undefined) throw new Error('nobody reads letters any more')
      codes.delete(address)
      return code
    },
    async stop() {
      isStopped = true
      await reading
    },
  }
}

/** Asks for a code, waits for the letter, types what stands in it. */
export async function signIn(
  accounts: VaultForAccounts,
  codes: CodeReader,
  address: string,
): Promise<Person> {
  const browserSecret = systemRandom(16)
  // Every household counts for itself.
  const source = systemIds()
  const { attempt } = await accounts.startSignIn({
    address,
    browserSecret,
    locale: 'en',
    source,
    known: null,
  })
  const code = await codes.codeFor(address)
  return accounts.answerCode({ attempt, browserSecret, code, browser: 'other-other' })
}

const codeLine = new RegExp(`^\\s*([${codeAlphabet}]{4} ?[${codeAlphabet}]{4})\\s*$`, 'm')

/** A new member also gets a letter of welcome, which has none. */
function codeIn(text: string): string | undefined {
  return codeLine.exec(text)?.[1]
}
