import assert from 'node:assert/strict'
import { test } from 'vitest'
import { isRefusal } from '#lib/refusal.ts'
import { normalAddress } from '#trust/vault/address.ts'

test('one mailbox is one spelling, however it is typed', () => {
  const ways = [
    [
      'aiko@mail.example',
      ' Aiko@Mail.Example ',
      'ＡＩＫＯ＠ｍａｉｌ．ｅｘａｍｐｌｅ',
      'AIKO@MAIL.EXAMPLE',
    ],
    ['jose\u0301@mail.example', 'jos\u00e9@mail.example'],
  ]
  for (const [first, ...others] of ways) {
    for (const other of others) assert.equal(normalAddress(other), normalAddress(first!))
  }
  assert.match(normalAddress('hana@花屋.example'), /^hana@xn--[a-z0-9]+\.example$/)
})

test('addresses that only look alike stay apart', () => {
  const pairs: [string, string][] = [
    ['aiko+shop@mail.example', 'aiko@mail.example'],
    ['aiko@mail.example', 'аiko@mail.example'],
    ['a.iko@mail.example', 'aiko@mail.example'],
    ['aiko@rn.example', 'aiko@m.example'],
  ]
  for (const [one, other] of pairs) assert.notEqual(normalAddress(one), normalAddress(other))
})

test('what no mailbox can be is refused, and never repeated', () => {
  const wrong = [
    '',
    'aiko',
    'aiko@',
    '@mail.example',
    'aiko@localhost',
    'aiko@mail..example',
    'aiko@-mail.example',
    'aiko@mail.example, other@mail.example',
    'aiko@mail.example\r\nBcc: other@mail.example',
    '<aiko@mail.example>',
    'aiko@127.0.0.1',
    'aiko@[127.0.0.1]',
    'ai\u202eko@mail.example',
    'ai\u200bko@mail.example',
    '.aiko@mail.example',
    `${'a'.repeat(65)}@mail.example`,
    `aiko@${'a'.repeat(64)}.example`,
    `aiko@${'a.'.repeat(130)}example`,
    'ai ko@mail.example',
    'a@b@mail.example',
  ]
  for (const typed of wrong) {
    assert.throws(
      () => normalAddress(typed),
      (error: Error) => isRefusal(error, 'bad-input') && !(typed && error.message.includes(typed)),
      typed,
    )
  }
})
