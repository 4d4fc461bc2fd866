import { createServer } from 'node:http'

/**
 * A program of its own: answers every request with the same bytes, and does nothing else. What
 * Node's own HTTP can do at most. Its parent sends what to answer with, and stops it.
 */
process.once('message', ({ socket, headers, body }: BareWish) => {
  const bytes = Buffer.from(body, 'base64')
  const server = createServer((_request, response) => {
    response.writeHead(200, headers)
    response.end(bytes)
  })
  server.listen(socket, () => process.send?.('ready'))
})
process.on('disconnect', () => process.exit(0))

export interface BareWish {
  socket: string
  headers: Record<string, string>
  body: string
}
