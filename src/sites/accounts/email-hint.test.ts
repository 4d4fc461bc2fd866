import assert from 'node:assert/strict'
import { test } from 'vitest'
import { suggestedAddress } from './email-hint.ts'

test('a slip in a well-known domain is asked about', () => {
  const slips = {
    'aiko@gmial.com': 'aiko@gmail.com',
    'aiko@gmail.con': 'aiko@gmail.com',
    'aiko@gmai.com': 'aiko@gmail.com',
    'aiko@gmaill.com': 'aiko@gmail.com',
    'aiko@yahoo.co.jo': 'aiko@yahoo.co.jp',
    'ai.ko@docmo.ne.jp': 'ai.ko@docomo.ne.jp',
    'aiko@EZWEB.NE.JO': 'aiko@ezweb.ne.jp',
  }
  for (const [typed, meant] of Object.entries(slips)) assert.equal(suggestedAddress(typed), meant)
})

test('other people’s domains are left alone', () => {
  for (const fine of ['aiko@gmail.com', 'aiko@example.jp', 'aiko@mail.com', 'a@zou.com', 'x']) {
    assert.equal(suggestedAddress(fine), undefined)
  }
})
