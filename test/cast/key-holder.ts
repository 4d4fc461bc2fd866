import type { Answer } from './ask.ts'
import { type Passkey, passkey } from './passkey.ts'
import type { Town } from './town.ts'
import { formTo, type Visitor } from './visitor.ts'

/** Somebody with a passkey in their pocket. */
export interface KeyHolder {
  visitor: Visitor
  passkey: Passkey
}

/** Gives whoever is signed in a passkey of this name. */
export async function makePasskey(
  town: Town,
  visitor: Visitor,
  label = '机の上の鍵',
): Promise<KeyHolder> {
  const holder = { visitor, passkey: passkey() }
  const page = await visitor.open(`${town.origins.account}/passkeys`)
  const answer = await sendWithPasskey(holder, page, '/passkeys', { label })
  if (answer.status !== 303) throw new Error(`no passkey: ${answer.status} ${answer.text}`)
  return holder
}

/** Sends the form of this page that asks for a passkey, as its script would. */
export async function sendWithPasskey(
  { visitor, passkey }: KeyHolder,
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
