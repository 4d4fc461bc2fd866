import { createHash, randomBytes } from 'node:crypto'
import { type KeyHolder, sendWithPasskey } from './key-holder.ts'
import { passkey } from './passkey.ts'
import type { Town } from './town.ts'

/** A new operator, by a link of their own; the one printed at the start is left for a journey. */
export async function newOperator(
  town: Town,
  who = { name: '修', address: `osamu-${Date.now()}@market.example` },
  visitor = town.visitor(),
): Promise<KeyHolder> {
  const operator = { visitor, passkey: passkey() }
  const link = await invitation(town)
  const page = await operator.visitor.open(`${town.origins.console}/enrolment?link=${link}`)
  const answer = await sendWithPasskey(operator, page, '/enrolment', who)
  if (answer.status !== 303) throw new Error(`not enrolled: ${answer.status} ${answer.text}`)
  return operator
}

/** Written by hand: operators of tests need no other operator to invite them. */
async function invitation(town: Town): Promise<string> {
  const link = randomBytes(32)
  const hash = createHash('sha256').update('dozo secret').update(link).digest()
  await town.books.sql(
    'vault',
    `insert into operator_links (hash, made_at, expires_at)
     values ($1, now(), now() + interval '1 hour')`,
    [hash],
  )
  return link.toString('base64url')
}
