import { Hono } from 'hono'
import { files } from './files.ts'
import { money } from './money.tsx'
import type { StudioNeeds } from './needs.ts'
import { overview } from './overview.tsx'
import { uploadsPath } from './pieces.ts'
import { publication } from './publication.tsx'
import { shop } from './shop.tsx'
import { uploads } from './uploads.ts'
import { onlySellers, type Visit, visit } from './visit.ts'
import { work } from './work.tsx'
import { works } from './works.tsx'

/** The creator's site, under `/studio` of the shop's host. The shop answers its errors. */
export function studio(needs: StudioNeeds) {
  const app = new Hono<Visit>()
  app.route('/', uploads(needs))
  app.use('/studio', visit(needs)).use('/studio/*', async (c, next) => {
    if (c.req.path.startsWith(uploadsPath)) return next()
    return visit(needs)(c, next)
  })
  app.use('/studio/works', onlySellers(needs))
  for (const room of [overview(needs), shop(needs), works(needs), work(needs)]) app.route('/', room)
  for (const room of [files(needs), publication(needs), money(needs)]) app.route('/', room)
  return app
}
