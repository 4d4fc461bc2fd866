import assert from 'node:assert/strict'
import { beforeAll, test } from 'vitest'
import type { Answer } from '#test/cast/ask.ts'
import { type Town, theTown } from '#test/cast/town.ts'
import { wordsOf } from '#test/cast/visitor.ts'
import { type Crowd, gatherCrowd, type Kind, kinds, letIn } from './access-town.ts'
import { originOf, type Route, routes, urlOf } from './routes.ts'

let town: Town
let crowd: Crowd
beforeAll(async () => {
  town = await theTown()
  crowd = await gatherCrowd(town)
}, 300_000)

/** Asked last, because whoever may ask is gone afterwards, or the work is. */
const last = ['withdrawal', 'publication', 'sign-out']
const placeOf = ({ path }: Route) => last.findIndex((each) => path.endsWith(each))
const inOrder = [...routes].sort((one, other) => placeOf(one) - placeOf(other))

function asked(route: Route, kind: Kind, origin?: string): Promise<Answer> {
  const visitor = crowd.visitors[kind]
  const url = urlOf(route, crowd.fill(route), town.origins)
  if (route.method === 'POST') return visitor.post(url, { position: '1' }, origin)
  return visitor.get(url)
}

/** Led to a sign-in or to the studio's door, refused, or told that there is nothing. */
function isTurnedAway({ status, location, text }: Answer, { site }: Route): boolean {
  if (status === 303) {
    return /^\/(sign-in(\/studio)?|studio|orders\/[^/]+)$/.test(new URL(location).pathname)
  }
  // Who is asked for a passkey has come as far as that, but for the studio, which begins there.
  const isAsked = text.includes('passkey-needed') && site !== 'studio'
  return [401, 403, 404, 410].includes(status) && !isAsked
}

test('only the seller of a work can put files to it, whoever knows the address', async () => {
  const tus = { 'tus-resumable': '1.0.0', origin: town.origins.shop }
  const create = { ...tus, 'upload-length': '4' }
  const url = `${town.origins.shop}/studio/uploads`
  for (const kind of kinds.filter((each) => each !== 'seller' && each !== 'other-seller')) {
    const answer = await crowd.visitors[kind].ask(url, { method: 'POST', headers: create })
    assert.ok([401, 403].includes(answer.status), `${kind}: ${answer.status}`)
  }
  const about = { work: crowd.fill(routes[0]!).work!, purpose: 'work-file', filename: 'a.txt' }
  const metadata = Object.entries(about).map(
    ([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`,
  )
  const wish = { method: 'POST', headers: { ...create, 'upload-metadata': metadata.join(',') } }
  const piece = {
    method: 'PATCH',
    headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: 'evil',
  }
  const other = crowd.visitors['other-seller']
  const theirs = await other.ask(url, wish)
  const sent = theirs.status === 201 ? await other.ask(theirs.location, piece) : theirs
  assert.ok([403, 404].includes(sent.status), `${theirs.status} ${sent.status} ${sent.text}`)
  const begun = await crowd.visitors.seller.ask(url, wish)
  assert.equal(begun.status, 201, wordsOf(begun))
  for (const kind of kinds.filter((each) => each !== 'seller')) {
    for (const method of ['HEAD', 'PATCH', 'DELETE']) {
      const body = method === 'PATCH' ? { body: piece.body } : {}
      const { headers } = piece
      const answer = await crowd.visitors[kind].ask(begun.location, { method, headers, ...body })
      assert.ok([401, 403, 404].includes(answer.status), `${kind} ${method}: ${answer.status}`)
    }
  }
})

for (const route of inOrder.filter(({ visitors }) => visitors !== 'anyone')) {
  const { site, method, path, visitors } = route
  test(`${site}: ${method} ${path} is for ${visitors} alone`, async () => {
    const welcome = letIn(route)
    for (const kind of kinds.filter((each) => !welcome.includes(each))) {
      const answer = await asked(route, kind)
      assert.ok(
        isTurnedAway(answer, route),
        `${kind}: ${answer.status} ${answer.location} ${wordsOf(answer)}`,
      )
    }
    for (const kind of welcome) {
      const answer = await asked(route, kind)
      const isIn = !isTurnedAway(answer, route) || isOwnAnswer(answer, route)
      assert.ok(isIn && answer.status < 500, `${kind}: ${answer.status} ${wordsOf(answer)}`)
    }
  })
}

/** A form sent and done leads on; an empty one asks for what is missing: a passkey, a code. */
function isOwnAnswer({ status, location }: Answer, { method, path }: Route): boolean {
  // Whoever showed a passkey goes on at once.
  if (method === 'GET') return path === '/sign-in/studio' && status === 303
  const passkeys = ['/sign-in/again', '/sign-in/again/passkey', '/sign-in/studio']
  if (passkeys.includes(path)) return status === 401
  if (['/mailbox/code', '/sign-in/again/code'].includes(path)) return status === 410
  // Who has no passkey has none to lose.
  if (path === '/passkeys/lost') return status === 404
  // Without saying which operator, or which session, there is none to find.
  if (path === '/operators/removals/challenge' || path === '/operators/sessions') {
    return status === 404
  }
  return status === 303 && (location.includes('/studio') || path === '/sign-out')
}

for (const route of routes.filter(({ visitors }) => visitors === 'anyone')) {
  const { site, method, path } = route
  test(`${site}: ${method} ${path} is for anyone`, async () => {
    for (const kind of kinds) {
      const answer = await asked(route, kind)
      const said = `${kind}: ${answer.status} ${answer.location} ${wordsOf(answer)}`
      assert.ok(answer.status < 500, said)
      const isProof = path.startsWith('/sign-in') || path === '/recovery/enrolment'
      assert.ok(answer.status !== 401 || isProof, said)
      if (method === 'GET' && answer.status >= 400)
        assert.match(path, /:|return|enrolment|change|stop/, said)
    }
  })
}

/** A provider is no page; its signature is asked for instead. */
const fromPages = routes.filter((each) => each.method === 'POST' && each.visitors !== 'provider')

for (const route of fromPages) {
  const { site, path, visitors } = route
  test(`${site}: POST ${path} sent from a page of another origin is refused`, async () => {
    const kind = letIn(route)[0] ?? 'stranger'
    const { origins } = town
    const own = originOf(route, origins)
    const foreign = [...Object.values(origins).filter((each) => each !== own), 'null']
    for (const origin of [...foreign, 'https://evil.example', `${own}.evil.example`]) {
      const { status } = await asked(route, kind, origin)
      assert.equal(status, 403, `${visitors} from ${origin}`)
    }
  })
}

test('the pay host does nothing for a pass or a signature that is made up', async () => {
  const { pay } = town.origins
  const stranger = town.visitor()
  const pass = 'A'.repeat(43)
  const signed = { 'sandbox-signature': `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}` }
  const answers = await Promise.all([
    stranger.post(`${pay}/?t=${pass}`, { method: 'card' }),
    stranger.get(`${pay}/order?t=${pass}`),
    stranger.get(`${pay}/return/${crowd.fill(routes[0]!).order}`),
    stranger.ask(`${pay}/webhook/sandbox`, { method: 'POST', headers: signed, body: '{}' }),
    stranger.ask(`${pay}/webhook/nobody`, { method: 'POST', headers: signed, body: '{}' }),
  ])
  for (const { status, url } of answers)
    assert.ok(status >= 400 && status < 500, `${url}: ${status}`)
})
