import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { type Answer, type Ask, KeyServerAway, postTo } from './post.ts'

export interface TransitOptions {
  /** Where OpenBao or HashiCorp Vault listens, without a path. */
  url: URL
  /** The path of the transit engine, without slashes around it. */
  mount: string
  /** Name of the key in it, of type aes256-gcm96. */
  name: string
  namespace: string | undefined
  /** A file with a token, read anew for each question so that an agent may renew it. */
  tokenFile: string | undefined
  /** A file of two lines, role id and secret id, to log in by AppRole. */
  roleFile: string | undefined
  /** A file with the certificates to believe; the system's own otherwise. */
  caFile: string | undefined
  /** Before the second try; twice as long before each after it. */
  firstPauseMillis?: number
}

const mostTries = 4
const ciphertext = /^vault:v[0-9]{1,9}:[A-Za-z0-9+/]{16,1900}={0,2}$/

/**
 * Wraps the ring by the transit engine of OpenBao or HashiCorp Vault: what lies on our disk is of
 * no use without a server that lets us ask. Errors tell what to look at, and hold neither a
 * secret nor what the server wrote.
 */
export async function transitProvider(options: TransitOptions) {
  const ca = options.caFile === undefined ? undefined : await readFile(options.caFile)
  const ask = postTo(options.url, ca)
  const session = new Session(options, ask)
  const path = (verb: string) => `/v1/${options.mount}/${verb}/${encodeURIComponent(options.name)}`
  return {
    name: 'transit',
    wrap: async (key: Buffer): Promise<string> => {
      const { data } = await session.ask(path('encrypt'), { plaintext: key.toString('base64') })
      if (typeof data?.ciphertext === 'string' && ciphertext.test(data.ciphertext)) {
        return data.ciphertext
      }
      throw new Error('The key server wrapped a key into something else; look at its engine.')
    },
    unwrap: async (wrapped: string): Promise<Buffer> => {
      const { data } = await session.ask(path('decrypt'), { ciphertext: wrapped })
      if (typeof data?.plaintext !== 'string') {
        throw new Error('The key server unwrapped no key; look at its engine.')
      }
      return Buffer.from(data.plaintext, 'base64')
    },
  }
}

/** Asks with a token, which it logs in for by AppRole when the one before is over. */
class Session {
  readonly #options: TransitOptions
  readonly #ask: Ask
  #token: string | undefined

  constructor(options: TransitOptions, ask: Ask) {
    this.#options = options
    this.#ask = ask
  }

  async ask(path: string, body: object): Promise<Answer['body']> {
    const first = await this.#patiently(path, body, await this.#currentToken())
    // The token may have ended; by AppRole there is another one.
    const isOver = first.status === 403 && this.#options.roleFile !== undefined
    if (isOver) this.#token = undefined
    const answer = isOver ? await this.#patiently(path, body, await this.#currentToken()) : first
    if (answer.status !== 200) throw new Error(sentenceFor(answer.status))
    return answer.body
  }

  async #currentToken(): Promise<string> {
    const { tokenFile } = this.#options
    if (tokenFile !== undefined) return (await readFile(tokenFile, 'utf8')).trim()
    this.#token ??= await this.#login()
    return this.#token
  }

  async #login(): Promise<string> {
    const lines = (await readFile(this.#options.roleFile!, 'utf8')).split('\n')
    const [role_id = '', secret_id = ''] = lines.map((line) => line.trim())
    const { status, body } = await this.#patiently('/v1/auth/approle/login', { role_id, secret_id })
    const token = body.auth?.client_token
    if (status === 200 && typeof token === 'string' && token !== '') return token
    throw new Error('The key server does not let this role in; make a new secret id.')
  }

  /** Tries again while the server is away, sealed, or has too much to do. */
  async #patiently(path: string, body: object, token?: string): Promise<Answer> {
    const { namespace, firstPauseMillis = 250 } = this.#options
    const headers = {
      'x-vault-request': 'true',
      ...(token !== undefined && { 'x-vault-token': token }),
      ...(namespace !== undefined && { 'x-vault-namespace': namespace }),
    }
    for (let tries = 1; ; tries += 1) {
      const isLast = tries === mostTries
      try {
        const answer = await this.#ask(path, headers, body)
        const isPassing = answer.status >= 500 || [412, 429, 472, 473].includes(answer.status)
        if (!isPassing || isLast) return answer
      } catch (error) {
        if (!(error instanceof KeyServerAway) || isLast) throw error
      }
      await wait(firstPauseMillis * 2 ** (tries - 1))
    }
  }
}

/** Of our own words only: a server may repeat what it was sent. */
function sentenceFor(status: number): string {
  const why: Record<number, string> = {
    307: 'it is in standby and does not forward; name the active server',
    400: 'it does not know this key or what was wrapped by it',
    403: 'the token is over, or its policy does not allow to use the key',
    404: 'there is no such engine, or it is in another namespace',
    429: 'it has too much to do',
    503: 'it is sealed or in maintenance',
  }
  return `The key server said ${status}: ${why[status] ?? 'look at its log'}.`
}
