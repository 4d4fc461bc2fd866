import { setTimeout as wait } from 'node:timers/promises'
import { MailFailure } from '#adapters/mail/failure.ts'
import type { Letter } from '#adapters/mail/smtp.ts'
import type { Log } from '#lib/log.ts'
import { stopPoint } from '#lib/stop-point.ts'
import type { VaultForMailer } from '#trust/vault/client.ts'

export interface Carrier {
  vault: Pick<VaultForMailer, 'takeLetter' | 'letterSent' | 'letterFailed'>
  /** Resolves when the relay has taken it; else throws a MailFailure. */
  send(letter: Letter): Promise<void>
  from: { name: string; address: string }
  log: Log
}

const waitMillis = 25_000
const firstPauseMillis = 500
const longestPauseMillis = 30_000

/** As many as the relay has connections, and as many again that are told to the vault. */
const atOnce = 4

/** Takes letters from the vault and hands each to the relay, a few at once, until `signal`. */
export async function carryLetters(carrier: Carrier, signal: AbortSignal): Promise<void> {
  await Promise.all(Array.from({ length: atOnce }, () => carryInTurn(carrier, signal)))
}

/**
 * One after another.
 *
 * At least once: a letter whose word "sent" is lost comes again, with the same Message-ID. What
 * a letter says is never logged, only its id.
 */
async function carryInTurn(carrier: Carrier, signal: AbortSignal): Promise<void> {
  let pauseMillis = firstPauseMillis
  for (let round = 1; !signal.aborted; round += 1) {
    // At a start nothing is under way, and a kill test wants the middle of something.
    if (round > 1) stopPoint('mailer:before-take-call')
    try {
      await carryOne(carrier)
      pauseMillis = firstPauseMillis
    } catch (error) {
      if (signal.aborted) return
      carrier.log.warn('vault-away', { code: (error as { code?: string }).code ?? null })
      await wait(pauseMillis, undefined, { signal }).catch(() => {})
      pauseMillis = Math.min(pauseMillis * 2, longestPauseMillis)
    }
  }
}

async function carryOne({ vault, send, from, log }: Carrier): Promise<void> {
  const { letter } = await vault.takeLetter({ waitMillis })
  stopPoint('mailer:after-take-call')
  if (!letter) return
  const { id, ...content } = letter
  try {
    stopPoint('mailer:before-send-call')
    await send({ ...content, from, headers: { 'Auto-Submitted': 'auto-generated' } })
    stopPoint('mailer:after-send-call')
  } catch (error) {
    const forGood = error instanceof MailFailure && error.kind === 'permanent'
    log.warn('letter-not-taken', { letter: id, forGood, why: reasonOf(error) })
    await vault.letterFailed({ letter: id, forGood })
    return
  }
  stopPoint('mailer:before-sent-call')
  await vault.letterSent({ letter: id })
  stopPoint('mailer:after-sent-call')
  log.info('letter-sent', { letter: id })
}

/** Only what the adapter wrote itself: relays like to repeat the address. */
function reasonOf(error: unknown): string {
  if (!(error instanceof MailFailure)) return 'not a failure of mail'
  return error.cause instanceof Error ? error.cause.message : error.message
}
