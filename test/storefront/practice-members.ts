import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serveCalls } from '#lib/call/serve.ts'
import type { FixedClock } from '#lib/clock.ts'
import { calls } from '#processes/calls.ts'
import { openTestVault } from '#test/vault/open-vault.ts'
import { vaultHandlers } from '#trust/answers/handlers.ts'
import type { Browser } from './shop.ts'

/** A real vault, with members who sign in the way the accounts pages let them. */
export interface PracticeMembers {
  /** Where the vault listens for the storefront. */
  path: string
  clock: FixedClock
  handlers: Awaited<ReturnType<typeof vaultHandlers>>
  faults: unknown[]
  /** The newest code sent to this mailbox; takes all letters, as the mailer would. */
  codeTo: (address: string) => Promise<string>
  /** Signed in at the accounts host, by a code to the mailbox. */
  sessionOf: (address: string) => Promise<Buffer>
  /** From the shop to the accounts host and back. */
  signIn: (browser: Browser, session: Buffer, path?: string) => Promise<Response>
  /** The order is this member's; a guest's without a session. */
  bind: (order: string, session: Buffer | null) => Promise<void>
  close: () => Promise<void>
}

export const guestMailbox = 'guest@mail.example'

export async function openVaultFor(): Promise<PracticeMembers> {
  const vault = await openTestVault()
  const handlers = await vaultHandlers(vault.vault)
  const folder = await mkdtemp(join(tmpdir(), 'dozo-member-'))
  const path = join(folder, 'vault.sock')
  const faults: unknown[] = []
  const server = await serveCalls({
    path,
    calls: calls.vault.storefront,
    handlers: handlers.storefront,
    onFault: ({ error }) => faults.push(error),
  })
  const members = { path, clock: vault.clock, handlers, faults }
  const codeTo = (address: string) => newestCode(members, address)
  return {
    ...members,
    codeTo,
    sessionOf: (address) => sessionOf(members, address, codeTo),
    signIn: (browser, session, to = '/library') => signIn(members, browser, { session, to }),
    async bind(order, session) {
      const address = session ? null : guestMailbox
      const wish = { order, session, address, receiptName: '', locale: 'ja' as const }
      await handlers.accounts.bindOrder(wish, soon())
    },
    async close() {
      await server.close()
      await vault.drop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Calls of a test wait this long at most. */
export const soon = () => ({ deadline: Date.now() + 5_000, gone: new AbortController().signal })

type Handlers = Pick<PracticeMembers, 'handlers'>

async function newestCode({ handlers }: Handlers, address: string): Promise<string> {
  let code = ''
  for (;;) {
    const { letter } = await handlers.mailer.takeLetter({ waitMillis: 0 }, soon())
    if (!letter) return code
    const found = /^\s*([2-9A-HJ-NP-Z]{4})[ -]?([2-9A-HJ-NP-Z]{4})\s*$/m.exec(letter.text)
    if (found && letter.to === address) code = `${found[1]}${found[2]}`
    await handlers.mailer.letterSent({ letter: letter.id }, soon())
  }
}

async function sessionOf(
  { handlers }: Handlers,
  address: string,
  codeTo: (address: string) => Promise<string>,
): Promise<Buffer> {
  const browserSecret = Buffer.alloc(16, 7)
  const wish = { address, browserSecret, locale: 'ja' as const, source: 'test', known: null }
  const { attempt } = await handlers.accounts.startSignIn(wish, soon())
  const answer = {
    attempt,
    browserSecret,
    code: await codeTo(address),
    browser: 'other-other' as const,
  }
  return (await handlers.accounts.answerCode(answer, soon())).session
}

async function signIn(
  { handlers }: Handlers,
  browser: Browser,
  { session, to }: { session: Buffer; to: string },
): Promise<Response> {
  const leaving = await browser.get(`/sign-in?return=${encodeURIComponent(to)}`)
  const state = new URL(leaving.headers.get('location')!).searchParams.get('state')!
  const known = { session, order: null, orderAccess: null, audience: 'storefront' as const, state }
  const { code } = await handlers.accounts.mintCode(known, soon())
  return browser.get(`/sign-in/return?code=${encodeURIComponent(code)}`)
}
