import { systemClock } from '#lib/clock.ts'
import { listen } from '../listen.ts'
import { readConfig } from './config.ts'
import { openLetters } from './letters.ts'
import { takeMail } from './smtp.ts'
import { web } from './web.ts'

const config = readConfig(process.env)
const letters = await openLetters(config.dataDir, config)
const closeMail = await takeMail({
  letters,
  clock: systemClock,
  port: config.smtpPort,
  mostBytes: config.mostBytes,
})
const closeWeb = await listen(web({ letters, origin: config.origin }), config.webPort)

console.log(JSON.stringify({ ready: 'mailbox', origin: config.origin, smtp: config.smtpPort }))
process.once('SIGINT', stop)
process.once('SIGTERM', stop)

async function stop(): Promise<void> {
  await Promise.all([closeMail(), closeWeb()])
}
