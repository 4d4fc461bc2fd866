import type { SentChallenge } from '../passkey-fields.ts'
import { confirmWithPasskey, makePasskey } from './passkey-browser.ts'

/*
 * Every form with `data-passkey` (see parts/passkey-form.tsx) asks for a passkey before it is
 * sent: `data-challenge` is where its challenge comes from. Without this script it stays hidden.
 */
for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) arm(form)

function arm(form: HTMLFormElement): void {
  if (!('PublicKeyCredential' in window)) return
  form.hidden = false
  let quiet = new AbortController()
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    // Only one question at a time may be open in a browser.
    quiet.abort()
    quiet = new AbortController()
    void run(form, quiet.signal, false)
  })
  if (form.dataset.passkeyQuietly !== undefined) void offerQuietly(form, quiet.signal)
}

/** Lets the browser offer passkeys in the address field's own list, where it can. */
async function offerQuietly(form: HTMLFormElement, signal: AbortSignal): Promise<void> {
  const can = await PublicKeyCredential.isConditionalMediationAvailable?.()
  if (can && !signal.aborted) await run(form, signal, true)
}

async function run(form: HTMLFormElement, signal: AbortSignal, quietly: boolean): Promise<void> {
  const button = form.querySelector<HTMLButtonElement>('button')
  say(form, undefined)
  if (button && !quietly) button.disabled = true
  try {
    const sent = await challengeFor(form)
    // The page itself says what is wrong, as without a passkey.
    if (sent === 'bad-input') return form.submit()
    await fill(form, sent, signal, quietly)
    form.submit()
  } catch (error) {
    if (button) button.disabled = false
    if (signal.aborted || quietly) return
    say(form, error instanceof DOMException ? 'cancelled' : 'failed')
  }
}

async function fill(
  form: HTMLFormElement,
  sent: SentChallenge,
  signal: AbortSignal,
  quietly: boolean,
): Promise<void> {
  const { passkey, market = '', owner = '' } = form.dataset
  const isNew = passkey === 'create'
  const text = isNew
    ? await makePasskey(sent, { market, name: owner })
    : await confirmWithPasskey(sent, { signal, quietly })
  const field = form.elements.namedItem(isNew ? 'enrolment' : 'assertion') as HTMLInputElement
  field.value = text
}

async function challengeFor(form: HTMLFormElement): Promise<SentChallenge | 'bad-input'> {
  const typed = new URLSearchParams()
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string') typed.append(name, value)
  }
  const answer = await fetch(form.dataset.challenge ?? '', {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: typed,
    signal: AbortSignal.timeout(15_000),
  })
  // 401: the session is over, or not fresh any more; the page leads to where it becomes so.
  if (answer.status === 422 || answer.status === 401) return 'bad-input'
  if (!answer.ok) throw new Error(`no challenge: ${answer.status}`)
  return answer.json()
}

/** The sentences come with the page, in its language. */
function say(form: HTMLFormElement, what: 'cancelled' | 'failed' | undefined): void {
  const place = form.querySelector<HTMLElement>('[data-part="problem"]')
  if (!place) return
  place.hidden = what === undefined
  place.textContent = what === undefined ? '' : (place.dataset[what] ?? '')
}
