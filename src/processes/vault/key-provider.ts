import { transitProvider } from '#adapters/keys/transit.ts'
import { ConfigError } from '#lib/config-error.ts'
import { isLocalhost } from '#lib/localhost.ts'
import type { Reader } from '#processes/config.ts'

/** The address of a key server: its answers hold keys, so nothing but loopback goes in clear. */
export function keyServer(value: string | undefined): URL | undefined {
  if (value === undefined) return undefined
  const url = URL.parse(value)
  const isNear =
    url !== null && (isLocalhost(url.hostname) || /^127\.|^\[::1\]$/.test(url.hostname))
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isNear)
  if (!url || !isSafe || url.origin !== value.replace(/\/$/, '')) {
    throw new RangeError('must be an address like https://bao.example:8200')
  }
  return url
}

/** One or more parts of a path, without slashes around them. */
export function pathPart(fallback: string): Reader<string> {
  return (value) => {
    const path = value ?? fallback
    if (!/^[A-Za-z0-9_-]+(?:\/[A-Za-z0-9_-]+)*$/.test(path)) {
      throw new RangeError('must be a plain name')
    }
    return path
  }
}

/** The transit engine that is set to wrap the ring; undefined when its file's mode is to do. */
export async function keyProvider(config: {
  KEYS_TRANSIT_URL: URL | undefined
  KEYS_TRANSIT_MOUNT: string
  KEYS_TRANSIT_NAME: string
  KEYS_TRANSIT_NAMESPACE: string | undefined
  KEYS_TRANSIT_TOKEN_FILE: string | undefined
  KEYS_TRANSIT_ROLE_FILE: string | undefined
  KEYS_TRANSIT_CA_FILE: string | undefined
}) {
  if (config.KEYS_TRANSIT_URL === undefined) return undefined
  const [tokenFile, roleFile] = [config.KEYS_TRANSIT_TOKEN_FILE, config.KEYS_TRANSIT_ROLE_FILE]
  if ((tokenFile === undefined) === (roleFile === undefined)) {
    throw new ConfigError(['Set either KEYS_TRANSIT_TOKEN_FILE or KEYS_TRANSIT_ROLE_FILE.'])
  }
  return transitProvider({
    url: config.KEYS_TRANSIT_URL,
    mount: config.KEYS_TRANSIT_MOUNT,
    name: config.KEYS_TRANSIT_NAME,
    namespace: config.KEYS_TRANSIT_NAMESPACE,
    tokenFile,
    roleFile,
    caFile: config.KEYS_TRANSIT_CA_FILE,
  })
}
