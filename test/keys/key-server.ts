import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { AddressInfo } from 'node:net'

/** What a test may change while the server runs. */
export interface KeyServer {
  url: URL
  /** Good tokens; a login adds one. */
  tokens: Set<string>
  /** Wants this namespace, when set. */
  namespace: string | undefined
  isSealed: boolean
  /** How many of the next questions get no answer at all. */
  silent: number
  /** Every path that was asked, in order. */
  asked: string[]
  /** Newest last, as `transit/keys/<name>/rotate` adds them. */
  keys: Buffer[]
  close(): Promise<void>
}

export const role = { id: 'role-of-the-market', secret: 'secret-id-of-the-market' }
const keyName = 'dozo'

/**
 * Answers as OpenBao and HashiCorp Vault do, as far as their transit engine and AppRole are asked
 * here: paths, headers, bodies, statuses and the form of a ciphertext. Not the real thing.
 */
export async function keyServer(tls?: { key: string; cert: string }): Promise<KeyServer> {
  const answer = (asked: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = []
    asked.on('data', (chunk) => chunks.push(chunk))
    asked.on('end', () => reply(server, asked, Buffer.concat(chunks).toString(), response))
  }
  const listener = tls ? createHttps(tls, answer) : createHttp(answer)
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve))
  const { port } = listener.address() as AddressInfo
  const server: KeyServer = {
    url: new URL(`${tls ? 'https' : 'http'}://localhost:${port}`),
    tokens: new Set(['hvs.first-token']),
    namespace: undefined,
    isSealed: false,
    silent: 0,
    asked: [],
    keys: [randomBytes(32)],
    close: () => new Promise((resolve) => listener.close(() => resolve())),
  }
  return server
}

function reply(server: KeyServer, asked: IncomingMessage, text: string, response: ServerResponse) {
  const path = asked.url ?? ''
  server.asked.push(path)
  if (server.silent > 0) {
    server.silent -= 1
    response.destroy()
    return
  }
  const [status, body] = outcome(server, asked, path, JSON.parse(text))
  const whole = { request_id: 'a', lease_id: '', renewable: false, lease_duration: 0, ...body }
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(status === 200 ? whole : body))
}

type Outcome = [number, object]
const no = (status: number, ...errors: string[]): Outcome => [status, { errors }]

function outcome(
  server: KeyServer,
  { headers }: IncomingMessage,
  path: string,
  body: Record<string, string>,
): Outcome {
  if (server.isSealed) return no(503, 'Vault is sealed')
  if (headers['x-vault-namespace'] !== server.namespace) return no(404)
  if (path === '/v1/auth/approle/login') return login(server, body)
  if (!server.tokens.has(String(headers['x-vault-token']))) return no(403, 'permission denied')
  if (path === `/v1/transit/encrypt/${keyName}`) return encrypted(server, body.plaintext ?? '')
  if (path === `/v1/transit/decrypt/${keyName}`) return decrypted(server, body.ciphertext ?? '')
  return no(404, `no handler for route "${path}"`)
}

function login(server: KeyServer, { role_id, secret_id }: Record<string, string>): Outcome {
  if (role_id !== role.id || secret_id !== role.secret) {
    return no(400, 'invalid role or secret ID')
  }
  const client_token = `hvs.${randomBytes(12).toString('hex')}`
  server.tokens.add(client_token)
  return [200, { data: null, auth: { client_token, lease_duration: 1200, renewable: true } }]
}

function encrypted({ keys }: KeyServer, plaintext: string): Outcome {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keys.at(-1)!, nonce)
  const sealed = [nonce, cipher.update(Buffer.from(plaintext, 'base64')), cipher.final()]
  const bytes = Buffer.concat([...sealed, cipher.getAuthTag()])
  const ciphertext = `vault:v${keys.length}:${bytes.toString('base64')}`
  return [200, { data: { ciphertext, key_version: keys.length } }]
}

function decrypted({ keys }: KeyServer, ciphertext: string): Outcome {
  const [, version = '', base64 = ''] = ciphertext.split(':')
  const key = keys[Number(version.slice(1)) - 1]
  const bytes = Buffer.from(base64, 'base64')
  if (!key) return no(400, 'invalid ciphertext: version is too new')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(-16))
  try {
    const plain = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
    return [200, { data: { plaintext: plain.toString('base64') } }]
  } catch {
    return no(400, 'cipher: message authentication failed')
  }
}
