import { Hono } from 'hono'
import type { Typed } from '#lib/form-fields.ts'
import { readForm } from '#lib/http/body.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import { toWire } from '#lib/shapes.ts'
import type { SellerFacts } from '#market/sellers/queries.ts'
import type { FormProblem } from '#sites/ui/parts/form.tsx'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { problemTexts, refusalText } from '#sites/ui/visit/problem-texts.ts'
import { actHash } from '#trust/identity/acts.ts'
import { show } from '../answer.ts'
import type { AccountsNeeds } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import type { Visit, VisitContext } from '../visit.ts'
import { onlyMembers } from '../visitor.ts'
import { EditDisclosurePage, typedFrom } from './edit-disclosure-page.tsx'
import { disclosureName } from './field-words.ts'
import { disclosureFields, disclosureForm, gapsOf, publishForm, statementOf } from './fields.ts'
import { shopHere } from './shop-here.ts'
import type { Statements } from './statements.ts'

type Needs = Pick<AccountsNeeds, 'db' | 'vault'>

/** A seller writes their own statement and publishes it with a passkey over exactly its text. */
export function editDisclosure(needs: Needs, statements: Statements) {
  const members = onlyMembers(needs)
  return new Hono<Visit>()
    .get(pages.editDisclosure.path, members, async (c) => {
      const seller = await shopHere(c, needs)
      const { fields } = await needs.vault.disclosureOf({ seller: seller.id })
      const saved = c.req.query('saved') !== undefined
      return page(c, { seller, typed: typedFrom(fields ?? []), problems: [], saved })
    })
    .post(posts.disclosureChallenge.path, members, async (c) => {
      const seller = await shopHere(c, needs)
      const read = disclosureForm.read(await readForm(c.req.raw))
      if (!read.ok) throw new Refusal('bad-input')
      const fields = statementOf(read.values)
      if (Object.keys(gapsOf(fields)).length > 0) throw new Refusal('bad-input')
      const act = actHash({ kind: 'publish-disclosure', seller: seller.id, fields })
      const { session } = c.var.member
      return c.json(toWire(await needs.vault.actChallenge({ session, act })) as object)
    })
    .post(posts.publishDisclosure.path, members, (c) => publish(c, needs, statements))
}

async function publish(c: VisitContext, needs: Needs, statements: Statements): Promise<Response> {
  const seller = await shopHere(c, needs)
  const body = await readForm(c.req.raw)
  const read = disclosureForm.read(body)
  const { typed } = read
  const { words, locale } = c.var.view
  const fields = read.ok ? statementOf(read.values) : []
  const gaps = read.ok ? gapsOf(fields) : read.problems
  // Without its passkey the text itself is looked at first: that is what one can mend.
  const confirmed = publishForm.read(body)
  if (Object.keys(gaps).length > 0 || !confirmed.ok) {
    const labels = disclosureFields.map((name) => [name, disclosureName(name, locale)])
    const problems = { ...(confirmed.ok ? {} : confirmed.problems), ...gaps }
    return page(
      c,
      { seller, typed, problems: problemTexts(problems, Object.fromEntries(labels), words) },
      422,
    )
  }
  const { session } = c.var.member
  const { assertion } = confirmed.values
  const asked = { session, seller: seller.id, fields, assertion }
  const done = await orRefusal(needs.vault.publishDisclosure(asked))
  if (isRefusal(done)) {
    return page(c, { seller, typed, problems: refusalText(done, words) }, done.status)
  }
  statements.forget(seller.id)
  return c.redirect(`${pages.editDisclosure.path}?saved`, 303)
}

interface Shown {
  seller: SellerFacts
  typed: Typed
  problems: readonly FormProblem[]
  saved?: boolean
}

function page(c: VisitContext, shown: Shown, status: 200 | Refusal['status'] = 200): Response {
  const { view, origins } = c.var
  return show(c, 'editDisclosure', <EditDisclosurePage {...{ view, origins, ...shown }} />, status)
}
