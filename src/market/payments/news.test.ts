import assert from 'node:assert/strict'
import { test } from 'vitest'
import { paymentNews } from './news.ts'

test('a browser that is back before the news hears of it when it comes', async () => {
  const news = paymentNews()
  news.handedOff('intent', 'order')
  const back = news.orderBooked('intent', 5_000)
  news.booked('intent')
  assert.equal(await back, 'order')
  assert.equal(await news.orderBooked('intent', 5_000), 'order')
})

test('a browser waits no longer than it was said, and not at all for what is not known', async () => {
  const news = paymentNews()
  news.handedOff('intent', 'order')
  assert.equal(await news.orderBooked('intent', 5), undefined)
  assert.equal(await news.orderBooked('elsewhere', 60_000), undefined)
})

test('the oldest hand-offs are forgotten', async () => {
  const news = paymentNews()
  for (let number = 0; number <= 10_000; number += 1) news.handedOff(`${number}`, 'order')
  news.booked('0')
  news.booked('1')
  assert.equal(await news.orderBooked('0', 60_000), undefined)
  assert.equal(await news.orderBooked('1', 60_000), 'order')
})
