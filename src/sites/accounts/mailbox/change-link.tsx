import { Hono } from 'hono'
import type { VNode } from 'preact'
import { type FormFields, readForm } from '#lib/http/body.ts'
import { rateLimit } from '#lib/http/rate-limit.ts'
import { Refusal } from '#lib/refusal.ts'
import { Button, LinkButton } from '#sites/ui/parts/button.tsx'
import { PageHead } from '#sites/ui/parts/page-head.tsx'
import type { View } from '#sites/ui/view.ts'
import { show } from '../answer.ts'
import type { AccountsNeeds, Origins } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import { PlainShell } from '../shell.tsx'
import type { Visit, VisitContext } from '../visit.ts'
import { changeLinkForm } from './forms.ts'
import { mailboxWords } from './words.ts'

type Needs = Pick<AccountsNeeds, 'vault' | 'clock'>

/** What the letter to the old mailbox leads to: nobody needs to be signed in. */
export function changeLink(needs: Needs) {
  const { vault } = needs
  const looks = rateLimit({ most: 30, withinMillis: 15 * 60_000 }, needs.clock)
  const linkIn = (c: VisitContext, fields: FormFields) => {
    if (!looks.allows(c.var.client)) throw new Refusal('too-many-tries')
    const read = changeLinkForm.read(fields)
    if (!read.ok) throw new Refusal('not-found')
    return read.values.link
  }
  return new Hono<Visit>()
    .get(pages.mailboxLink.path, async (c) => {
      const text = c.req.query('link') ?? ''
      const link = linkIn(c, { link: text })
      const { due } = await vault.addressChangeOf({ link })
      return choice(c, <Choice view={c.var.view} link={text} due={due} />)
    })
    .post(posts.stopMailbox.path, async (c) => {
      await vault.stopAddressChange({ link: linkIn(c, await readForm(c.req.raw)) })
      const { view } = c.var
      const { stopped, stoppedLead } = mailboxWords(view.locale)
      return choice(c, <Done view={view} title={stopped} lead={stoppedLead} />)
    })
    .post(posts.takeMailbox.path, async (c) => {
      await vault.takeAddressChange({ link: linkIn(c, await readForm(c.req.raw)) })
      const { view } = c.var
      const { taken, takenLead } = mailboxWords(view.locale)
      return choice(c, <Done view={view} title={taken} lead={takenLead} />)
    })
}

function choice(c: VisitContext, body: VNode): Response {
  const { view, origins } = c.var
  const { linkTitle } = mailboxWords(view.locale)
  return show(c, 'mailboxLink', <Frame {...{ view, origins, title: linkTitle }}>{body}</Frame>)
}

type FrameProps = { view: View; origins: Origins; title: string; children: VNode }

function Frame({ view, origins, title, children }: FrameProps) {
  return (
    <PlainShell view={view} origins={origins} title={title}>
      <div class="stack column column-centre">{children}</div>
    </PlainShell>
  )
}

function Choice({ view, link, due }: { view: View; link: string; due: number }) {
  const words = mailboxWords(view.locale)
  return (
    <>
      <PageHead
        title={words.linkTitle}
        lead={words.linkLead(view.format.dateTime(new Date(due)))}
      />
      <form class="panel stack stack-tight" method="post" action={posts.stopMailbox.path}>
        <h2>{words.notMe}</h2>
        <p class="soft">{words.notMeHint}</p>
        <input type="hidden" name="link" value={link} />
        <Button wide>{words.stop}</Button>
      </form>
      <form class="panel stack stack-tight" method="post" action={posts.takeMailbox.path}>
        <h2>{words.itsMe}</h2>
        <p class="soft">{words.itsMeHint}</p>
        <input type="hidden" name="link" value={link} />
        <Button kind="quiet" wide>
          {words.takeNow}
        </Button>
      </form>
    </>
  )
}

function Done({ view, title, lead }: { view: View; title: string; lead: string }) {
  return (
    <>
      <PageHead title={title} lead={lead} />
      <LinkButton href={pages.signIn.path}>{view.words.signIn.title}</LinkButton>
    </>
  )
}
