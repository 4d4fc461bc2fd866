import assert from 'node:assert/strict'
import fc from 'fast-check'
import { test } from 'vitest'
import { readForm, readJson, readQuery, readText } from '#lib/http/body.ts'
import { isRefusal, type RefusalCode } from '#lib/refusal.ts'

const kinds = { form: 'application/x-www-form-urlencoded', json: 'application/json' }

function sent(body: string | Uint8Array, kind: string = kinds.form): Request {
  const headers = { 'content-type': kind }
  return new Request('http://localhost/', { method: 'POST', body: body as BodyInit, headers })
}

const refusal = (code: RefusalCode) => (thrown: unknown) => isRefusal(thrown, code)

test('a form arrives as it was typed', async () => {
  const field = fc.string({ unit: 'grapheme' }).map((value) => value.replace(/[\r\0]/g, ''))
  await fc.assert(
    fc.asyncProperty(field, field, async (title, note) => {
      const form = await readForm(sent(new URLSearchParams({ title, note }).toString()))
      assert.deepEqual({ ...form }, { title, note })
    }),
  )
})

test('a field may repeat only if it is a list', async () => {
  const form = await readForm(sent('tags[]=a&tags%5B%5D=b&title=x'))
  assert.deepEqual({ ...form }, { tags: ['a', 'b'], title: 'x' })
  await assert.rejects(readForm(sent('title=a&title=b')), refusal('bad-input'))
  await assert.rejects(readForm(sent('tags=a&tags[]=b')), refusal('bad-input'))
})

test('line breaks are one character, whatever the browser sends', async () => {
  assert.equal((await readForm(sent('note=a%0D%0Ab'))).note, 'a\nb')
})

test('broken UTF-8 and zero characters are refused wherever they hide', async () => {
  for (const body of ['a=%ff', 'a=%E3%81', '%ff=a', 'a=%', 'a=%00']) {
    await assert.rejects(readForm(sent(body)), refusal('bad-input'), body)
    const asked = new Request(`http://localhost/?${body}`)
    assert.throws(() => readQuery(asked), refusal('bad-input'), body)
  }
  await assert.rejects(readForm(sent(Buffer.from([0x61, 0x3d, 0xff]))), refusal('bad-input'))
})

test('no field name reaches the machinery of objects', async () => {
  const form = await readForm(sent('__proto__=a&constructor=b&toString=c'))
  assert.equal(Object.getPrototypeOf(form), null)
  assert.equal(form.constructor, 'b')
})

test('a body over the limit is refused, counted in bytes', async () => {
  await assert.rejects(readText(sent('あ'.repeat(4)), 11), refusal('too-large'))
  assert.equal(await readText(sent('あ'.repeat(4)), 12), 'ああああ')
  await assert.rejects(readForm(sent('a=1&b=2'), { maxFields: 1 }), refusal('too-large'))
})

test('a body of another kind is refused', async () => {
  await assert.rejects(readForm(sent('a=1', 'text/plain')), refusal('wrong-kind'))
  await assert.rejects(readJson(sent('{}')), refusal('wrong-kind'))
  await assert.rejects(readJson(sent('{', kinds.json)), refusal('bad-input'))
  assert.deepEqual(await readJson(sent('{"a":1}', `${kinds.json}; charset=utf-8`)), { a: 1 })
})

test('no bytes whatever do more than be refused', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
      await readForm(sent(bytes)).catch((thrown) => assert.ok(isRefusal(thrown)))
    }),
  )
})
