import { createHash, randomBytes } from 'node:crypto'
import type { Answer } from './ask.ts'
import { type Passkey, passkey } from './passkey.ts'
import type { Town } from './town.ts'
import { formTo, type Visitor } from './visitor.ts'

/** Somebody at the console, signed in, with a passkey in their pocket. */
export interface Operator {
  visitor: Visitor
  passkey: Passkey
}

/** Sends the form of this page that asks for a passkey, as its script would. */
export async function sendWithPasskey(
  { visitor, passkey }: Operator,
  page: Answer,
  path: string,
  typed: Record<string, string> = {},
): Promise<Answer> {
  const form = formTo(page, path)
  const fields = { ...form.fields, ...typed }
  const asked = new URL(form.attributes['data-challenge'] ?? '', page.url).href
  const answer = await visitor.post(asked, fields)
  // A shop that is away is the visitor's to wait for; a form filled in wrongly is not.
  if (answer.status !== 200) return answer
  const sent = JSON.parse(answer.text)
  const { origin } = new URL(page.url)
  const isNew = form.attributes['data-passkey'] === 'create'
  const proof: Record<string, string> = isNew
    ? { enrolment: passkey.make(sent, origin) }
    : { assertion: passkey.confirm(sent, origin) }
  return visitor.post(form.action, { ...fields, ...proof })
}

/** A new operator, by a link of their own; the one printed at the start is left for a journey. */
export async function newOperator(
  town: Town,
  who = { name: '修', address: `osamu-${Date.now()}@market.example` },
): Promise<Operator> {
  const operator = { visitor: town.visitor(), passkey: passkey() }
  const link = await invitation(town)
  const page = await operator.visitor.open(`${town.origins.console}/enrolment?link=${link}`)
  const answer = await sendWithPasskey(operator, page, '/enrolment', who)
  if (answer.status !== 303) throw new Error(`not enrolled: ${answer.status} ${answer.text}`)
  return operator
}

/** There is no page yet by which one operator invites another, so the row is written by hand. */
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
