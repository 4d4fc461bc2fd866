import { createServer } from 'node:http'
import { readSettings, wholeNumber } from './config.ts'
import { born, ready } from './life.ts'

born('gateway')
const config = readSettings({ PORT: wholeNumber({ min: 1, max: 65_535 }) }, process.env)
const server = createServer((_, answer) => answer.end('gateway: open\n'))
server.listen(config.PORT, '127.0.0.1', () => ready(() => server.close()))
