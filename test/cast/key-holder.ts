import type { Answer } from './ask.ts'
import { type Passkey, passkey, passkeyOf } from './passkey.ts'
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

/** Shows the passkey of this person of the town; whichever test comes first makes it. */
export async function showPasskey(town: Town, visitor: Visitor, email: string): Promise<void> {
  const holder = { visitor, passkey: passkeyOf(email) }
  for (let tries = 0; tries < 3; tries += 1) {
    const door = await visitor.open(`${town.origins.account}/sign-in/studio`)
    const hasOne = door.text.includes('data-passkey="get"')
    const page = hasOne ? door : await visitor.open(`${town.origins.account}/passkeys`)
    const path = hasOne ? '/sign-in/studio' : '/passkeys'
    const answer = await sendWithPasskey(holder, page, path, hasOne ? {} : { label: email })
    if (answer.status === 303) return
  }
  throw new Error(`no passkey of ${email}`)
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
