export const uploadsPath = '/studio/uploads'

/** One piece of an upload; the island sends pieces of 16 MiB. */
const mostPieceBytes = 17 * 1024 * 1024
const mostFormBytes = 256 * 1024

/**
 * Longest that one piece may take: on the slowest line of today, 10 kB a second. Gateway and shop
 * both keep to it; whether it moves at all is the gateway's to see.
 */
export const pieceMillis = 30 * 60_000

/** Whether a request to the shop's host brings a piece of an upload. */
export function isPiece(method: string, path: string): boolean {
  return method === 'PATCH' && path.startsWith(`${uploadsPath}/`)
}

/** Largest body of one request to the shop's host, by its method and path. */
export function mostBodyBytes(method: string, path: string): number {
  return isPiece(method, path) ? mostPieceBytes : mostFormBytes
}
