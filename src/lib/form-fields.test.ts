import assert from 'node:assert/strict'
import { test } from 'vitest'
import { z } from 'zod'
import { formOf, machineField, personalField, publicField } from '#lib/form-fields.ts'

const form = formOf({
  title: publicField(z.string('missing').min(1, 'empty').max(20, 'too-long')),
  address: personalField(z.string('missing').max(254, 'too-long')),
  seal: machineField(z.string('missing')),
})

test('a form gives exactly the fields it declares', () => {
  const read = form.read({ title: 'Sea', address: 'aiko@example.jp', seal: 'x', admin: 'yes' })
  assert.deepEqual(read.ok && read.values, { title: 'Sea', address: 'aiko@example.jp', seal: 'x' })
})

test('a field that is neither public nor personal cannot be put into a form', () => {
  assert.throws(() => formOf({ name: z.string() as never }), RangeError)
})

test('a problem names its field, and what was typed is kept', () => {
  const read = form.read({ title: '', address: 'aiko@example.jp', seal: 'x' })
  assert.equal(read.ok, false)
  assert.deepEqual(!read.ok && read.problems, { title: 'empty' })
  assert.equal(read.typed.address, 'aiko@example.jp')
})

test('a card number is refused in a personal field too, and is not shown again', () => {
  const read = form.read({ title: 'Sea', address: '4111 1111 1111 1111', seal: 'x' })
  assert.deepEqual(!read.ok && read.problems, { address: 'card-number' })
  assert.equal(read.typed.address, undefined)
})

test('a public field refuses an e-mail address, also in full width', () => {
  for (const title of ['aiko@example.jp', 'ａｉｋｏ＠ｅｘａｍｐｌｅ．ｊｐ']) {
    const read = form.read({ title, address: 'a@b.jp', seal: 'x' })
    assert.deepEqual(!read.ok && read.problems, { title: 'personal-data' })
  }
})

test('what our own pages write is not mistaken for a card number', () => {
  assert.equal(form.read({ title: 'Sea', address: 'a@b.jp', seal: '4111111111111111' }).ok, true)
})

test('a field sent twice is refused where one text is wanted', () => {
  assert.equal(form.read({ title: ['a', 'b'], address: 'a@b.jp', seal: 'x' }).ok, false)
})
