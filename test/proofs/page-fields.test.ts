import assert from 'node:assert/strict'
import { beforeAll, test } from 'vitest'
import { formsIn, type PageForm } from '#test/cast/forms.ts'
import { type Town, theTown } from '#test/cast/town.ts'
import { type Crowd, gatherCrowd, letIn } from './access-town.ts'
import { originOf, type Route, routes, urlOf } from './routes.ts'

let town: Town
let crowd: Crowd
beforeAll(async () => {
  town = await theTown()
  crowd = await gatherCrowd(town)
}, 300_000)

/** Where a form leads to, among the routes that take one. */
function routeFor({ method, action }: PageForm): Route | undefined {
  const { origin, pathname } = new URL(action)
  return routes.find((route) => {
    const pattern = new RegExp(`^${route.path.replace(/:\w+/g, '[^/]+')}$`)
    const isThere = originOf(route, town.origins) === origin && pattern.test(pathname)
    return route.method.toLowerCase() === method && isThere
  })
}

/** What the form sends and its route does not declare. */
function undeclaredIn(form: PageForm): string[] {
  const route = routeFor(form)
  if (!route) return [`a form to ${form.method} ${form.action}, which nobody declares`]
  const declared = new Set([...Object.keys(route.form?.fields ?? {}), ...route.query, 'lang'])
  const names = Object.keys(form.names).filter((name) => !declared.has(name))
  return names.map((name) => `${route.method} ${route.path}: ${name}`)
}

test('no page has a field that its route does not declare as public, personal or machine', async () => {
  const wrong = new Set<string>()
  const seen = new Set<Route>()
  for (const route of routes.filter(({ method }) => method === 'GET')) {
    for (const kind of letIn(route)) {
      const page = await crowd.visitors[kind].open(urlOf(route, crowd.fill(route), town.origins))
      for (const form of formsIn(page.text, page.url)) {
        for (const each of undeclaredIn(form)) wrong.add(`${page.url}: ${each}`)
        const leadsTo = routeFor(form)
        if (leadsTo) seen.add(leadsTo)
      }
    }
  }
  assert.deepEqual([...wrong], [])
  assert.ok(seen.size >= 25, `only ${seen.size} forms were looked at`)
}, 120_000)

test('the shop, the studio and the pay host ask nobody for anything personal', () => {
  const personal = routes
    .filter(({ site }) => ['shop', 'studio', 'pay'].includes(site))
    .flatMap(({ path, form }) =>
      Object.entries(form?.fields ?? {})
        .filter(([, { privacy }]) => privacy === 'personal')
        .map(([name]) => `${path}: ${name}`),
    )
  assert.deepEqual(personal, [])
})
