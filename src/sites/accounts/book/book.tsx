import { Hono } from 'hono'
import type { Problems, Typed } from '#lib/form-fields.ts'
import { readForm } from '#lib/http/body.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import type { FormProblem } from '#sites/ui/parts/form.tsx'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { problemTexts } from '#sites/ui/visit/problem-texts.ts'
import { show } from '../answer.ts'
import type { AccountsNeeds } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import type { Visit, VisitContext } from '../visit.ts'
import { onlyMembers } from '../visitor.ts'
import { BookPage } from './book-page.tsx'
import { addressForm, addressParts, addressProblems, birthdayForm, removalForm } from './forms.ts'
import { bookWords } from './words.ts'

type Needs = Pick<AccountsNeeds, 'vault'>

/** A member's own addresses and children's birthdays. */
export function book(needs: Needs) {
  const members = onlyMembers(needs)
  return new Hono<Visit>()
    .get(pages.book.path, members, (c) => page(c, needs, { typed: {}, problems: [] }))
    .post(posts.keepAddress.path, members, (c) => keepAddress(c, needs))
    .post(posts.keepBirthday.path, members, (c) => keepBirthday(c, needs))
    .post(posts.removeFromBook.path, members, async (c) => {
      const read = removalForm.read(await readForm(c.req.raw))
      if (!read.ok) throw new Refusal('bad-input')
      const { session } = c.var.member
      const removed = await orRefusal(needs.vault.removeFromBook({ session, id: read.values.id }))
      // Pressed twice, it is gone already.
      if (isRefusal(removed) && removed.code !== 'not-found') throw removed
      return c.redirect(pages.book.path, 303)
    })
}

async function keepAddress(c: VisitContext, needs: Needs): Promise<Response> {
  const read = addressForm.read(await readForm(c.req.raw))
  const { typed } = read
  const problems = { ...addressProblems(typed), ...(!read.ok && read.problems) }
  if (!read.ok || Object.keys(problems).length > 0) return refused(c, needs, typed, problems)
  const { session } = c.var.member
  const { replaces, ...address } = read.values
  const want = { session, replaces: replaces === '' ? null : replaces, address }
  const kept = await orRefusal(needs.vault.keepAddress(want))
  if (isRefusal(kept)) return refused(c, needs, typed, problemsOf(kept))
  return c.redirect(pages.book.path, 303)
}

async function keepBirthday(c: VisitContext, needs: Needs): Promise<Response> {
  const read = birthdayForm.read(await readForm(c.req.raw))
  const { typed } = read
  if (!read.ok) return refused(c, needs, typed, read.problems)
  const { session } = c.var.member
  const birthday = { name: read.values.childName, born: read.values.born }
  const kept = await orRefusal(needs.vault.keepBirthday({ session, birthday }))
  if (isRefusal(kept)) return refused(c, needs, typed, problemsOf(kept))
  return c.redirect(pages.book.path, 303)
}

/** The vault names the field it cannot take; every other "no" is about the whole. */
function problemsOf({ code, details }: Refusal): Problems {
  return { [details.field ?? '']: code === 'bad-input' ? 'invalid' : code }
}

function refused(c: VisitContext, needs: Needs, typed: Typed, wrong: Problems): Promise<Response> {
  const { words, locale } = c.var.view
  const own = bookWords(locale)
  const labels = { childName: own.childName, born: own.born, ...labelsOf(own) }
  return page(c, needs, { typed, problems: problemTexts(wrong, labels, words) }, 422)
}

function labelsOf(own: ReturnType<typeof bookWords>): Record<string, string> {
  return Object.fromEntries(addressParts.map((part) => [part, own[part]]))
}

interface Tried {
  typed: Typed
  problems: readonly FormProblem[]
}

async function page(
  c: VisitContext,
  { vault }: Needs,
  tried: Tried,
  status: 200 | Refusal['status'] = 200,
): Promise<Response> {
  const { member, view, origins } = c.var
  const { addresses, birthdays } = await vault.myBook({ session: member.session })
  const changing = addresses.find(({ id }) => id === c.req.query('change'))
  const isForeign = c.req.query('form') === 'foreign'
  const { id = '', ...parts } = changing ?? { id: '' }
  const begun: Typed = changing
    ? { ...(parts as Record<string, string>), replaces: id }
    : { form: isForeign ? 'foreign' : 'japanese', country: isForeign ? '' : 'JP' }
  const typed = status === 200 ? begun : { ...begun, ...tried.typed }
  const props = { view, origins, addresses, birthdays, typed, problems: tried.problems }
  return show(c, 'book', <BookPage {...props} />, status)
}
