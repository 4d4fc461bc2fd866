import { needed, readSettings } from './config.ts'
import { born, ready } from './life.ts'

born('mailer')
readSettings({ RUN_DIR: needed }, process.env)
const room = setInterval(() => {}, 60_000)
ready(() => clearInterval(room))
