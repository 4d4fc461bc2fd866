import { smtpSender } from '#adapters/mail/smtp.ts'
import { connect } from '#lib/call/connect.ts'
import { calls } from './calls.ts'
import { needed, optional, production, readSettings } from './config.ts'
import { elsewhere, reach } from './hosts.ts'
import { born, ready } from './life.ts'
import { carryLetters } from './mailer/carry.ts'
import { relayOf, senderOf } from './mailer/settings.ts'
import { armStopAt, readStopAt } from './stop-points.ts'

const log = born('mailer')
const config = readSettings(
  {
    RUN_DIR: needed,
    VAULT_AT: elsewhere,
    CALLS_CERTIFICATE: optional,
    /** The relay: smtps://user:password@host:465 or smtp://host:587. */
    SMTP_URL: relayOf,
    /** Who writes: Market <box@market.example>. */
    MAIL_FROM: senderOf,
    DOZO_PRODUCTION: production,
    DOZO_STOP_AT: optional,
  },
  process.env,
)
armStopAt(readStopAt(config.DOZO_STOP_AT, config.DOZO_PRODUCTION), config.RUN_DIR)

const vault = connect(calls.vault.mailer, reach(['mailer', 'vault'], config.VAULT_AT, config, log))
const relay = smtpSender(config.SMTP_URL)
const stopping = new AbortController()
const carrier = { vault, send: relay.send, from: config.MAIL_FROM, log }
const carrying = carryLetters(carrier, stopping.signal)
ready(
  () => stopping.abort(),
  () => vault.close(),
  () => carrying,
  () => relay.close(),
)
