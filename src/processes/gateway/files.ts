import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants } from 'node:zlib'
import { localeOf } from '#lib/http/locale.ts'
import { payDocumentFiles } from '#sites/pay/document-files.ts'
import { languageWish, plainAnswer } from './answers.ts'

export type Files = {
  asset: (file: string, request: IncomingMessage, response: ServerResponse) => Promise<void>
  tile: (file: string, request: IncomingMessage, response: ServerResponse) => Promise<void>
  payPage: (request: IncomingMessage, response: ServerResponse) => Promise<void>
}

export type FilesWish = {
  buildDir: string
  /** A file of the log, wherever it is; undefined when there is none. */
  logFile: (file: string) => Promise<Buffer | undefined>
  /** The Content-Security-Policy of the pay page. */
  payPolicy: string
  /** Headers of every answer. */
  guards: [string, string][]
}

const types: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
}
const compressible = new Set(['.js', '.css', '.svg', '.map'])
const forEver = 'public, max-age=31536000, immutable'
/** A release has a few dozen of them; the bound is for a folder gone wrong. */
const mostKept = 500

type Kept = { plain: Buffer; small: Buffer | undefined }

/** The files the gateway answers with by itself; all from folders it only reads. */
export function filesFrom({ buildDir, logFile, payPolicy, guards }: FilesWish): Files {
  const load = keptFiles()
  const common = Object.fromEntries(guards)
  return {
    asset: async (file, request, response) => {
      const extension = extname(file)
      const type = types[extension]
      const found = type ? await load(join(buildDir, 'public/assets', file)) : undefined
      if (!found || !type) return plainAnswer(response, 404, request.method === 'HEAD')
      send(request, response, found, {
        ...common,
        'content-type': type,
        'cache-control': forEver,
        'cross-origin-resource-policy': 'same-origin',
        ...(extension === '.svg' ? { 'content-security-policy': "default-src 'none'" } : {}),
      })
    },
    payPage: async (request, response) => {
      const file = payDocumentFiles[localeOf(languageWish(request))]
      const found = await load(join(buildDir, 'public/pay', file))
      if (!found) return plainAnswer(response, 503, request.method === 'HEAD')
      send(request, response, found, {
        ...common,
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': payPolicy,
        'cache-control': 'no-store',
      })
    },
    tile: async (file, request, response) => {
      const found = await logFile(file)
      if (!found) return plainAnswer(response, 404, request.method === 'HEAD')
      sendTile({ file, found, common }, request, response)
    },
  }
}

/** The log grows under our feet, so its files are read anew each time. */
function sendTile(
  of: { file: string; found: Buffer; common: Record<string, string> },
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { file, found, common } = of
  // Tiles never change; checkpoints and keys are texts of the moment.
  const isText = !file.startsWith('tile/')
  response.writeHead(200, {
    ...common,
    'content-type': isText ? 'text/plain; charset=utf-8' : 'application/octet-stream',
    'content-length': found.length,
    'cache-control': isText ? 'no-cache' : forEver,
    'access-control-allow-origin': '*',
  })
  response.end(request.method === 'HEAD' ? undefined : found)
}

/** Reads a file of the release once; undefined when there is none. */
function keptFiles(): (path: string) => Promise<Kept | undefined> {
  const kept = new Map<string, Promise<Kept>>()
  return async (path) => {
    const loading = kept.get(path) ?? loadFile(path)
    if (kept.size < mostKept) kept.set(path, loading)
    return loading.catch(() => {
      kept.delete(path)
      return undefined
    })
  }
}

async function loadFile(path: string): Promise<Kept> {
  const plain = await readFile(path)
  if (!compressible.has(extname(path)) && !path.endsWith('.html'))
    return { plain, small: undefined }
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9 }
  const small = await promisify(brotliCompress)(plain, { params })
  return { plain, small }
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { plain, small }: Kept,
  headers: Record<string, string>,
): void {
  const takesSmall = /\bbr\b/.test(String(request.headers['accept-encoding'] ?? ''))
  const body = small && takesSmall ? small : plain
  response.writeHead(200, {
    ...headers,
    'content-length': body.length,
    ...(small ? { vary: 'accept-encoding' } : {}),
    ...(body === small ? { 'content-encoding': 'br' } : {}),
  })
  response.end(request.method === 'HEAD' ? undefined : body)
}
