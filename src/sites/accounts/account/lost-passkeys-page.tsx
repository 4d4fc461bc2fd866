import type { ComponentChildren } from 'preact'
import { Button, LinkButton } from '#sites/ui/parts/button.tsx'
import { PageHead } from '#sites/ui/parts/page-head.tsx'
import type { View } from '#sites/ui/view.ts'
import type { Origins } from '../needs.ts'
import { pages, posts } from '../routes.ts'
import { MemberShell, PlainShell } from '../shell.tsx'
import { wordsOf } from '../words.ts'

interface PageProps {
  view: View
  origins: Origins
}

type LostPageProps = PageProps & {
  /** When they are let go of, milliseconds since 1970; null when nobody said so. */
  due: number | null
  hasPasskey: boolean
}

/** Where a member says that every passkey is lost, and sees until when they may take it back. */
export function LostPage({ view, origins, due, hasPasskey }: LostPageProps) {
  const own = wordsOf(view.locale)
  return (
    <MemberShell room="passkeys" view={view} origins={origins} title={own.lostTitle}>
      <Head title={own.lostTitle}>{hasPasskey ? own.lostLead : own.lostNone}</Head>
      {hasPasskey ? <Say view={view} due={due} /> : <ToPasskeys view={view} />}
    </MemberShell>
  )
}

function Say({ view, due }: { view: View; due: number | null }) {
  const own = wordsOf(view.locale)
  const isSaid = due !== null
  const action = isSaid ? posts.cancelLoss.path : posts.losePasskeys.path
  return (
    <form class="panel stack stack-tight" method="post" action={action}>
      {isSaid ? <p>{own.lostWaits(view.format.dateTime(new Date(due)))}</p> : null}
      <p class="soft">{own.lostWhy}</p>
      <Button kind={isSaid ? 'quiet' : 'danger'}>{isSaid ? own.lostCancel : own.lostSay}</Button>
    </form>
  )
}

function ToPasskeys({ view }: { view: View }) {
  return (
    <p>
      <LinkButton href={pages.passkeys.path}>{view.words.signIn.passkeys}</LinkButton>
    </p>
  )
}

/** What the letter's link leads to: nobody needs to be signed in. */
export function StopLoss({ view, origins, link, due }: PageProps & { link: string; due: number }) {
  const own = wordsOf(view.locale)
  return (
    <Frame view={view} origins={origins}>
      <Head title={own.lostTitle}>{own.lostStopLead(view.format.dateTime(new Date(due)))}</Head>
      <form class="panel stack stack-tight" method="post" action={posts.stopLoss.path}>
        <p class="soft">{own.lostStopHint}</p>
        <input type="hidden" name="link" value={link} />
        <Button wide>{own.lostStop}</Button>
      </form>
    </Frame>
  )
}

export function StoppedLoss({ view, origins }: PageProps) {
  const own = wordsOf(view.locale)
  return (
    <Frame view={view} origins={origins}>
      <Head title={own.lostStopped}>{own.lostStoppedLead}</Head>
      <LinkButton href={pages.signIn.path}>{view.words.signIn.title}</LinkButton>
    </Frame>
  )
}

function Frame({ view, origins, children }: PageProps & { children: ComponentChildren }) {
  return (
    <PlainShell view={view} origins={origins} title={wordsOf(view.locale).lostTitle}>
      <div class="stack column column-centre">{children}</div>
    </PlainShell>
  )
}

function Head({ title, children }: { title: string; children: ComponentChildren }) {
  return <PageHead title={title} lead={children} />
}
