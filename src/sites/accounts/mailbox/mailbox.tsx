import { Hono } from 'hono'
import { readForm } from '#lib/http/body.ts'
import { rateLimit } from '#lib/http/rate-limit.ts'
import { isRefusal, Refusal } from '#lib/refusal.ts'
import type { FormProblem } from '#sites/ui/parts/form.tsx'
import { orRefusal } from '#sites/ui/visit/or-refusal.ts'
import { problemTexts, refusalText } from '#sites/ui/visit/problem-texts.ts'
import { show } from '../answer.ts'
import { addCookie } from '../cookies.ts'
import type { AccountsNeeds } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import { type Attempt, newMailboxCookie, secretBytes } from '../sign-in/attempt.ts'
import { CodePage } from '../sign-in/code-page.tsx'
import { askAgain, isFresh, keptFor } from '../sign-in/fresh.ts'
import type { Visit, VisitContext } from '../visit.ts'
import { onlyMembers } from '../visitor.ts'
import { wordsOf } from '../words.ts'
import { MailboxPage } from './mailbox-page.tsx'
import { mailboxWords } from './words.ts'

type Needs = Pick<AccountsNeeds, 'vault' | 'cookieKeys' | 'random' | 'clock'>
type Status = 200 | Refusal['status']

interface Tried {
  typed: string
  problems: readonly FormProblem[]
}

/** A member's address: a code to the new one, then a day in which the old one may stop it. */
export function mailbox(needs: Needs) {
  const members = onlyMembers(needs)
  const codes = rateLimit({ most: 10, withinMillis: 15 * 60_000 }, needs.clock)
  return new Hono<Visit>()
    .get(pages.mailbox.path, members, (c) =>
      page(c, needs, { typed: keptFor(c, needs, pages.mailbox.path), problems: [] }),
    )
    .post(posts.newMailbox.path, members, async (c) => {
      const read = posts.newMailbox.form.read(await readForm(c.req.raw))
      const typed = read.typed.address ?? ''
      if (!isFresh(c, needs)) return askAgain(c, needs, pages.mailbox.path, typed)
      const { words, locale } = c.var.view
      if (!read.ok) {
        const labels = { address: mailboxWords(locale).newAddress }
        return page(c, needs, { typed, problems: problemTexts(read.problems, labels, words) }, 422)
      }
      const sent = codes.allows(c.var.client)
        ? await orRefusal(sendCode(c, needs, read.values.address))
        : new Refusal('too-many-tries')
      if (!isRefusal(sent)) return sent
      return page(c, needs, { typed, problems: refusalText(sent, words) }, sent.status)
    })
    .get(pages.mailboxCode.path, members, (c) => {
      const attempt = newMailboxCookie(needs).read(c.req.raw)
      return attempt ? codePage(c, attempt) : c.redirect(pages.mailbox.path, 303)
    })
    .post(posts.answerMailbox.path, members, (c) => answer(c, needs))
    .post(posts.cancelMailbox.path, members, async (c) => {
      await needs.vault.cancelAddressChange({ session: c.var.member.session })
      return c.redirect(pages.mailbox.path, 303)
    })
}

async function sendCode(c: VisitContext, needs: Needs, address: string): Promise<Response> {
  const secret = needs.random(secretBytes)
  const { attempt } = await needs.vault.startAddressChange({
    session: c.var.member.session,
    address,
    browserSecret: secret,
    locale: c.var.view.locale,
    source: c.var.client,
  })
  const kept = { attempt, secret, address, state: '', return: '', sends: 1 }
  addCookie(c, newMailboxCookie(needs).set(kept))
  return c.redirect(pages.mailboxCode.path, 303)
}

async function answer(c: VisitContext, needs: Needs): Promise<Response> {
  const attempt = newMailboxCookie(needs).read(c.req.raw)
  if (!attempt) throw new Refusal('code-expired')
  const read = posts.answerMailbox.form.read(await readForm(c.req.raw))
  const { words } = c.var.view
  const typed = read.typed.code ?? ''
  if (!read.ok) {
    const problems = problemTexts(read.problems, { code: words.signIn.code }, words)
    return codePage(c, attempt, { typed, problems }, 422)
  }
  const proven = await orRefusal(
    needs.vault.answerAddressChange({
      session: c.var.member.session,
      attempt: attempt.attempt,
      browserSecret: attempt.secret,
      code: read.values.code,
    }),
  )
  if (isRefusal(proven)) {
    return codePage(
      c,
      attempt,
      { typed, problems: refusalText(proven, words, 'code') },
      proven.status,
    )
  }
  addCookie(c, newMailboxCookie(needs).forget())
  return c.redirect(pages.mailbox.path, 303)
}

async function page(
  c: VisitContext,
  { vault }: Needs,
  tried: Tried,
  status: Status = 200,
): Promise<Response> {
  const { member, view, origins } = c.var
  const [{ address }, { due }] = await Promise.all([
    vault.myContact({ session: member.session }),
    vault.myAddressChange({ session: member.session }),
  ])
  return show(c, 'mailbox', <MailboxPage {...{ view, origins, address, due, ...tried }} />, status)
}

function codePage(
  c: VisitContext,
  { address }: Attempt,
  tried: Tried = { typed: '', problems: [] },
  status: Status = 200,
): Response {
  const { view, origins } = c.var
  return show(
    c,
    'mailboxCode',
    <CodePage
      view={view}
      origins={origins}
      actions={{ answer: posts.answerMailbox.path, again: posts.newMailbox.path }}
      againFields={{ address }}
      address={address}
      lead={mailboxWords(view.locale).codeSent}
      {...tried}
      canSendAgain
      back={{ href: pages.mailbox.path, text: wordsOf(view.locale).startAgain }}
    />,
    status,
  )
}
