import type { Visitor } from '#test/cast/visitor.ts'
import { originOf, type Route, routes } from './routes.ts'

/** A field about a person, by the route that takes it. */
const fieldName = ({ site, path }: Route, name: string) => `${site} ${path}: ${name}`

/** Every field that any form of any site declares as personal. */
export const personalFields = routes
  .flatMap((route) =>
    Object.entries(route.form?.fields ?? {}).flatMap(([name, { privacy }]) =>
      privacy === 'personal' ? [fieldName(route, name)] : [],
    ),
  )
  .sort()

/** The same visitor, of whom is noted which personal fields they filled. */
export function watched(visitor: Visitor, filled: Set<string>): Visitor {
  const ask = visitor.ask
  visitor.ask = (url, wish) => {
    const route = wish.method === 'POST' ? routeAt(visitor, url) : undefined
    if (route && typeof wish.body === 'string') {
      for (const [name, value] of new URLSearchParams(wish.body)) {
        if (value !== '') filled.add(fieldName(route, name))
      }
    }
    return ask(url, wish)
  }
  return visitor
}

function routeAt({ origins }: Visitor, url: string): Route | undefined {
  const { origin, pathname } = new URL(url)
  return routes.find((route) => {
    const pattern = `^${route.path.replace(/:\w+/g, '[^/]+')}$`
    const isThere = originOf(route, origins) === origin && new RegExp(pattern).test(pathname)
    return route.method === 'POST' && isThere
  })
}
