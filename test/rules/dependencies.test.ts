import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { appendFile, cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'vitest'
import { cruise, root, rules, sourceFolders } from '#test/rules/cruise.ts'
import { plantFor } from '#test/rules/plants.ts'

const longMillis = 120_000

async function sourceFiles(): Promise<string[]> {
  const folders = sourceFolders.filter((each) => existsSync(join(root, each)))
  const lists = await Promise.all(
    folders.map(async (folder) => {
      const entries = await readdir(join(root, folder), { recursive: true })
      return entries.map((entry) => `${folder}/${entry}`)
    }),
  )
  return lists.flat().filter((path) => /\.tsx?$/.test(path))
}

/** A copy of the source in which files can be planted. */
async function copyOfSource(): Promise<string> {
  const copy = await mkdtemp(join(tmpdir(), 'rules-'))
  const parts = [...sourceFolders, 'package.json', 'tsconfig.json', '.dependency-cruiser.cjs']
  for (const part of parts) {
    if (existsSync(join(root, part)))
      await cp(join(root, part), join(copy, part), { recursive: true })
  }
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

test(
  'every import keeps to the rules, and every file on disk was looked at',
  async () => {
    const { files, found } = await cruise(root)
    const seen = new Set(files)
    const onDisk = await sourceFiles()
    assert.deepEqual(
      onDisk.filter((path) => !seen.has(path)),
      [],
    )
    assert.ok(onDisk.length > 50 && seen.size >= onDisk.length)
    const told = found.map(({ rule, from, to }) => {
      return `${from} → ${to}: ${rules.find(({ name }) => name === rule)?.comment}`
    })
    assert.deepEqual(told, [])
  },
  longMillis,
)

test('every rule has a sentence for who breaks it, and a plant that breaks it', () => {
  for (const rule of rules) {
    assert.match(rule.comment, /^.{30,}\.$/, rule.name)
    assert.ok(plantFor(rule), `nobody said how to break ${rule.name}; see test/rules/plants.ts`)
  }
  assert.equal(new Set(rules.map(({ name }) => name)).size, rules.length)
})

test(
  'every rule sees the import that is planted for it',
  async () => {
    const copy = await copyOfSource()
    try {
      for (const rule of rules) {
        for (const [path, text] of plantFor(rule) ?? []) {
          await mkdir(dirname(join(copy, path)), { recursive: true })
          const isOwn = path.includes('planted')
          await (isOwn ? writeFile : appendFile)(join(copy, path), text)
        }
      }
      const { found } = await cruise(copy)
      const unseen = rules.filter((rule) => {
        const [from] = plantFor(rule)?.[0] ?? []
        return !found.some((each) => each.rule === rule.name && each.from === from)
      })
      assert.deepEqual(
        unseen.map(({ name }) => name),
        [],
      )
    } finally {
      await rm(copy, { recursive: true })
    }
  },
  longMillis,
)
