import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'
import type { Form, Privacy } from '#lib/form-fields.ts'
import * as accounts from '#sites/accounts/routes.ts'
import * as operators from '#sites/console/routes.ts'
import * as storefront from '#sites/storefront/routes.ts'
import * as studio from '#sites/studio/routes.ts'

const root = join(import.meta.dirname, '../..')
/** Every site with forms. The pay host has one button and no field. */
const sites = { accounts, console: operators, storefront, studio }
/** May have fields about a person: what is typed there goes to the vault. */
const mayKnowPeople = ['accounts', 'console']

const posts = Object.entries(sites).flatMap(([site, routes]) =>
  Object.entries<{ path: string; form: Form }>(routes.posts).map(([name, { path, form }]) => ({
    ...{ site, path, form },
    name: `${site}.${name}`,
  })),
)

test('every field of every form says whether it is public, personal or machine-written', () => {
  const known: Privacy[] = ['public', 'personal', 'machine']
  for (const { name, form } of posts) {
    for (const [field, { privacy }] of Object.entries(form.fields)) {
      assert.ok(known.includes(privacy), `${name}.${field}`)
    }
  }
})

test('the shop and its studio ask nobody about a person', () => {
  const personal = posts
    .filter(({ site }) => !mayKnowPeople.includes(site))
    .flatMap(({ name, form }) =>
      Object.entries(form.fields)
        .filter(([, { privacy }]) => privacy === 'personal')
        .map(([field]) => `${name}.${field}`),
    )
  assert.deepEqual(personal, [])
})

test('a public field that people type into refuses a card number and an e-mail address', () => {
  for (const { name, form } of posts) {
    for (const [field, { privacy }] of Object.entries(form.fields)) {
      if (privacy !== 'public') continue
      for (const [typed, word] of [
        ['4242 4242 4242 4242', 'card-number'],
        ['ren@example.jp', 'personal-data'],
      ] as const) {
        const read = form.read({ [field]: `a ${typed} b` })
        assert.equal(!read.ok && read.problems[field], word, `${name}.${field}`)
      }
    }
  }
})

test('a form’s fields are read by its own schema, never one by one', () => {
  const bare = /(?:parseBody|readForm)\([^)]*\)\s*\)?\s*(?:\.|\[)/
  const found = globSync('src/sites/**/*.{ts,tsx}', { cwd: root }).filter((path) =>
    bare.test(readFileSync(join(root, path), 'utf8').replaceAll(/\)\)\.(?=then)/g, '')),
  )
  assert.deepEqual(found, [])
})
