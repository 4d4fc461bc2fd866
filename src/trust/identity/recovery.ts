import { networkOf } from '#lib/network.ts'
import { Rates } from '#lib/rates.ts'
import { Refusal } from '#lib/refusal.ts'
import type { Core } from '#trust/vault/core.ts'
import { hashOfSecret, sessionOf } from '#trust/vault/sessions.ts'
import { hex, type Row } from '#trust/vault/writes.ts'
import { actHash } from './acts.ts'
import { newCode, typedCode } from './codes.ts'
import { toldOperators } from './operator-letters.ts'
import { type Assertion, appendProven, entry, proofOf } from './passkeys.ts'
import { endingSessionsOf } from './sessions.ts'

const codesAtOnce = 10
const quarterHour = 15 * 60_000
const linkMillis = quarterHour

/** Ten codes of sixteen characters (78 bits each), and their rows: hashes only. */
export function newRecoveryCodes(core: Core, operator: string): { codes: string[]; rows: Row[] } {
  const eights = () => newCode(core.random)
  const codes = Array.from({ length: codesAtOnce }, () => eights() + eights())
  const made_at = core.clock().toISOString()
  const rows = codes.map((code) => ({
    hash: hex(hashOf(code)),
    subject_id: operator,
    made_at,
    used_at: null,
  }))
  return { codes: codes.map((code) => code.match(/.{4}/g)!.join('-')), rows }
}

function hashOf(code: string): Buffer {
  return hashOfSecret(Buffer.from(`recovery ${code}`))
}

/** New ones in place of those before; shown once. Refuses: sign-in-needed, passkey-needed. */
export async function replaceRecoveryCodes(
  core: Core,
  want: { session: Buffer; requestId: string; assertion: Assertion },
): Promise<{ codes: string[] }> {
  const { subject } = await sessionOf(core, 'console', want.session)
  const act = actHash({ kind: 'new-recovery-codes', requestId: want.requestId })
  const ask = { purpose: 'act', site: 'console', subject, act } as const
  const { proven } = await proofOf(core, ask, want.assertion)
  const { codes, rows } = newRecoveryCodes(core, subject)
  await appendProven(core, proven, {
    writes: { dropRecoveryCodes: [{ subject_id: subject }], recoveryCodes: rows },
    entries: [{ ...entry('console', 'recovery-codes-made', subject), act }],
  })
  return { codes }
}

const unusedCode = {
  name: 'unused-recovery-code',
  text: `select r.subject_id as operator from recovery_codes r
    join subjects s on s.id = r.subject_id
    where r.hash = $1 and r.used_at is null and s.forgotten_at is null`,
}

/** Where an operator who lost every passkey comes back. */
export class RecoveryDesk {
  readonly #core: Core
  readonly #perSource: Rates

  constructor(core: Core) {
    this.#core = core
    this.#perSource = new Rates(core.clock, { most: 5, perMillis: quarterHour })
  }

  /**
   * Takes a code for good: every session of its operator ends, every operator gets a letter, and
   * the link it gives lets them make a new passkey within 15 minutes. Until that is made nobody
   * is signed in. Refuses: wrong-code, too-many-tries.
   */
  async use({ code, source }: { code: string; source: string }): Promise<{ link: Buffer }> {
    this.#perSource.use(networkOf(source))
    const hash = hashOf(typedCode(code))
    return this.#core.turns.run('operators', async () => {
      const { db, clock, random, append } = this.#core
      const [found] = await db.rows<{ operator: string }>(unusedCode, [hash])
      if (!found) throw new Refusal('wrong-code')
      const { operator } = found
      const now = clock()
      const link = random(32)
      await append({
        writes: {
          useRecoveryCodes: [{ hash: hex(hash), at: now.toISOString() }],
          operatorLinks: [
            {
              hash: hex(hashOfSecret(link)),
              made_at: now.toISOString(),
              expires_at: new Date(now.getTime() + linkMillis).toISOString(),
              ended_at: null,
              subject_id: operator,
              invited_by: null,
            },
          ],
          letters: await toldOperators(this.#core, 'recovered'),
          ...endingSessionsOf(this.#core, operator),
        },
        entries: [entry('console', 'recovery-code-used', operator)],
      })
      return { link }
    })
  }
}
