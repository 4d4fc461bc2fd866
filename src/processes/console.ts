import { createServer } from 'node:http'
import { join } from 'node:path'
import { prepareSocketFile } from '#lib/socket-file.ts'
import { needed, readSettings } from './config.ts'
import { born, ready } from './life.ts'

born('console')
const config = readSettings({ RUN_DIR: needed }, process.env)
const socket = join(config.RUN_DIR, 'console/for-gateway.sock')
await prepareSocketFile(socket)
const server = createServer((_, answer) => answer.end('console: open\n'))
server.listen(socket, () => ready(() => server.close()))
