import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { systemClock } from '#lib/clock.ts'
import { listen } from '../listen.ts'
import { openBook } from './book.ts'
import { readConfig } from './config.ts'
import { startDeliveries } from './deliveries.ts'
import { closeConnections } from './post.ts'
import { endDueRefunds } from './refunds.ts'
import { provider } from './server.ts'
import { expireDue } from './sessions.ts'

const config = readConfig(process.env)
const book = await openBook({
  path: join(config.dataDir, 'record.jsonl'),
  clock: systemClock,
  newId: () => randomUUID().replaceAll('-', ''),
})
const deliveries = startDeliveries(book, {
  url: config.webhookUrl,
  secret: config.webhookSecret,
  backoffMillis: config.backoffMillis,
})
const { origin, lateSeconds } = config
const app = provider({ book, deliveries, keys: config, origin, lateSeconds })
const close = await listen(app, config.port)
const sweeping = setInterval(() => {
  expireDue(book).catch(crash)
  endDueRefunds(book, 'due').catch(crash)
}, 1000)

console.log(JSON.stringify({ ready: 'provider', origin: config.origin }))
process.once('SIGINT', stop)
process.once('SIGTERM', stop)

async function stop(): Promise<void> {
  clearInterval(sweeping)
  deliveries.stop()
  closeConnections()
  await close()
  await book.close()
}

function crash(error: unknown): void {
  console.error(error)
  process.exit(1)
}
