import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Handlers } from '#lib/call/call.ts'
import { Refusal } from '#lib/refusal.ts'
import type { vaultForGateway } from '#trust/vault/calls/for-gateway.ts'

/** As in C2SP tlog-tiles: the checkpoint, hash tiles, and tiles of entries, whole or partial. */
const texts = new Set(['checkpoint', 'witnessed', 'vkey'])
const tilePath = /^tile\/(?:\d{1,2}|entries)\/(?:x\d{3}\/){0,6}\d{3}(?:\.p\/\d{1,3})?$/

/** Whether the published log may have a file of this name. */
export function isLogFile(file: string): boolean {
  return texts.has(file) || tilePath.test(file)
}

/** Gives the gateway of another host what it would read from the folder on this one. */
export function publishedFiles(folder: string): Handlers<typeof vaultForGateway> {
  return {
    logFile: async ({ file }) => {
      if (!isLogFile(file)) throw new Refusal('not-found', 'the log has no such file')
      try {
        return { content: await readFile(join(folder, file)) }
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
        return { content: null }
      }
    },
  }
}
