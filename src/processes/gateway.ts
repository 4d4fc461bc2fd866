import { once } from 'node:events'
import { ConfigError } from '#lib/config-error.ts'
import { payPagePolicy } from '#sites/pay/policy.ts'
import {
  fileBytes,
  needed,
  optional,
  origin,
  origins,
  readSettings,
  usually,
  wholeNumber,
} from './config.ts'
import { logReader } from './gateway/log-reader.ts'
import { gateway } from './gateway/server.ts'
import { elsewhere } from './hosts.ts'
import { born, ready } from './life.ts'

const log = born('gateway')
const config = readSettings(
  {
    /** The one public port. */
    PORT: wholeNumber({ min: 1, max: 65_535 }),
    /** Address to listen on; `::` for everybody. */
    LISTEN_ADDRESS: usually('127.0.0.1'),
    /** How browsers name the shop: scheme, host and port, nothing more. */
    SHOP_ORIGIN: origin,
    /** How browsers name the account pages; another host than the shop. */
    ACCOUNT_ORIGIN: origin,
    /** How browsers name the payment page; another host again. */
    PAY_ORIGIN: origin,
    /** How browsers name the operator’s pages; passkeys of operators belong to it. */
    CONSOLE_ORIGIN: origin,
    /** Origins of the payment providers, with commas; the pay page's form may lead there only. */
    PROVIDER_ORIGIN: origins,
    /** Folder of the sockets; only this installation’s users may enter. */
    RUN_DIR: needed,
    /** The release: bundles, assets, the static payment page, the manifest. */
    BUILD_DIR: needed,
    VAULT_AT: elsewhere,
    CALLS_CERTIFICATE: optional,
    /** Folder of the log’s tiles and checkpoints, served as they are. */
    LOG_DIR: needed,
    /** Address of a proxy before us whose X-Forwarded-For is believed. */
    TRUSTED_PROXY: optional,
    /** File of a certificate, with those that vouch for it; without one a proxy does TLS. */
    TLS_CERTIFICATE: fileBytes,
    /** The key of TLS_CERTIFICATE. */
    TLS_KEY: fileBytes,
    /** Longest a page may take, in seconds; then its visitor is told. */
    ANSWER_SECONDS: wholeNumber({ min: 1, max: 120, usual: 15 }),
  },
  process.env,
)
const { TLS_CERTIFICATE: cert, TLS_KEY: key } = config
if (!cert !== !key) {
  throw new ConfigError(['TLS_CERTIFICATE and TLS_KEY belong together; set both or none.'])
}
const host = (of: string) => new URL(of).host

const { server, close } = gateway({
  runDir: config.RUN_DIR,
  buildDir: config.BUILD_DIR,
  logFile: logReader(config, log),
  hosts: {
    shop: host(config.SHOP_ORIGIN),
    account: host(config.ACCOUNT_ORIGIN),
    pay: host(config.PAY_ORIGIN),
    console: host(config.CONSOLE_ORIGIN),
  },
  isSecure: config.SHOP_ORIGIN.startsWith('https:'),
  payPolicy: payPagePolicy({
    providers: config.PROVIDER_ORIGIN,
    shop: config.SHOP_ORIGIN,
  }),
  trustedProxy: config.TRUSTED_PROXY,
  tls: cert && key ? { cert, key } : undefined,
  answerMillis: config.ANSWER_SECONDS * 1_000,
})
server.listen(config.PORT, config.LISTEN_ADDRESS)
await once(server, 'listening')
ready(close)
