import { Hono } from 'hono'
import { readForm } from '#lib/http/body.ts'
import { Refusal } from '#lib/refusal.ts'
import type { AccountsNeeds } from '../needs.ts'
import { posts } from '../routes.ts'
import type { Visit, VisitContext } from '../visit.ts'
import { onlyMembers } from '../visitor.ts'
import { proofForm } from './forms.ts'

/** Files by which a member can show, without us, that an opening is in the public log. */
export function proofs(needs: Pick<AccountsNeeds, 'vault'>) {
  const { vault } = needs
  const members = onlyMembers(needs)
  return new Hono<Visit>()
    .post(posts.proveOpening.path, members, async (c) => {
      const read = proofForm.read(await readForm(c.req.raw))
      if (!read.ok) throw new Refusal('bad-input')
      const { session } = c.var.member
      const entry = Number(read.values.entry)
      const { proof } = await vault.proofOfOpening({ session, entry })
      return saved(c, `opening-${entry}.tlog-proof`, proof)
    })
    .post(posts.proofKeys.path, members, async (c) => {
      const { keys } = await vault.proofKeys({ session: c.var.member.session })
      return saved(c, 'log-keys.txt', keys)
    })
}

function saved(c: VisitContext, name: string, text: string) {
  c.header('content-type', 'text/plain; charset=utf-8')
  c.header('content-disposition', `attachment; filename="${name}"`)
  return c.body(text)
}
