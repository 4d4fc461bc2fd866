import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'vitest'
import {
  backupStopPoints,
  keyStopPoints,
  openingStopPoints,
  stopPoints as purchaseStopPoints,
  replayStopPoints,
  restoreStopPoints,
} from '#processes/stop-points.ts'
import { processes } from '#processes/table.ts'
import { root, scripts } from '#test/tidy/source.ts'

const ofCommands = [...backupStopPoints, ...restoreStopPoints]
const ofProcesses = [
  ...purchaseStopPoints,
  ...keyStopPoints,
  ...openingStopPoints,
  ...replayStopPoints,
]
const stopPoints = [...ofProcesses, ...ofCommands]

const found = scripts
  .filter((path) => path.startsWith('src/') && !path.endsWith('.test.ts'))
  .flatMap((path) => {
    const text = readFileSync(join(root, path), 'utf8')
    return [...text.matchAll(/stopPoint\('([^']+)'\)/g)].map(([, name]) => name!)
  })

test('every stop point that is listed stands in the code once, and every other is listed', () => {
  assert.deepEqual(found.toSorted(), [...stopPoints].sort())
})

test('what is stopped before is stopped after, too', () => {
  const befores = stopPoints.filter((each) => each.includes(':before-'))
  const afters = befores.map((each) => each.replace(':before-', ':after-'))
  assert.deepEqual([...befores, ...afters].sort(), [...stopPoints].sort())
})

test('a process that has stop points can be told to die at one', () => {
  const names = new Set(ofProcesses.map((each) => each.split(':')[0]!))
  for (const name of names) {
    const main = scripts.find((path) => new RegExp(`^src/processes/${name}\\.tsx?$`).test(path))
    assert.match(readFileSync(join(root, main!), 'utf8'), /armStopAt\(readStopAt\(/)
    const row = processes.find((each) => each.name === name)
    assert.ok(row?.settings.includes('DOZO_STOP_AT'))
  }
})

test('a command that has stop points can be told to die at one', () => {
  const names = new Set(ofCommands.map((each) => each.split(':')[0]!))
  for (const name of names) {
    const path = `src/processes/backup/${name}-command.ts`
    assert.match(readFileSync(join(root, path), 'utf8'), /armStopAt\(readStopAt\(/)
  }
})
