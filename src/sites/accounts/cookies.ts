import type { Context } from 'hono'
import { base64url, fromBase64url } from '#lib/base64url.ts'
import { cookieOf, forgetCookie, setCookie } from '#lib/http/cookies.ts'
import type { VisitContext } from './visit.ts'

const sessionName = '__Host-session'
const sessionBytes = 32
const sessionSeconds = 30 * 24 * 60 * 60

/** The session as the vault gave it: 32 random bytes, of which the vault keeps only the hash. */
export function readSession(c: Context): Buffer | undefined {
  const bytes = fromBase64url(cookieOf(c.req.raw, sessionName) ?? '')
  return bytes?.length === sessionBytes ? bytes : undefined
}

/** Keeps the session; how long it is good for is the vault's decision, not the cookie's. */
export function keepSession(c: Context, session: Buffer): void {
  addCookie(c, setCookie(sessionName, base64url(session), sessionSeconds))
}

const knownName = '__Host-known'
const knownSeconds = 180 * 24 * 60 * 60
const knownBytes = 20

/** Says to the vault that this browser once proved a mailbox; it signs nobody in. */
export function readKnown(c: Context): Buffer | null {
  const bytes = fromBase64url(cookieOf(c.req.raw, knownName) ?? '')
  return bytes?.length === knownBytes ? bytes : null
}

/**
 * Who asks for a code, to be counted: a browser that says it once proved a mailbox is not counted
 * with its network, which strangers may use too. Whether that is true is the vault's to know; it
 * counts those it does not know by their network.
 */
export function askerOf(c: VisitContext): string {
  const known = readKnown(c)
  return known === null ? c.var.client : `known ${base64url(known)}`
}

export function keepKnown(c: Context, known: Buffer): void {
  addCookie(c, setCookie(knownName, base64url(known), knownSeconds))
}

export function dropSession(c: Context): void {
  addCookie(c, forgetCookie(sessionName))
}

/** Sends a `Set-Cookie` line beside those that are already there. */
export function addCookie(c: Context, line: string): void {
  c.header('set-cookie', line, { append: true })
}
