import { Hono } from 'hono'
import { readForm } from '#lib/http/body.ts'
import { Refusal } from '#lib/refusal.ts'
import { chooseCover, describePicture, removeFile, removePicture } from '#market/media/commands.ts'
import type { StudioNeeds } from './needs.ts'
import { posts } from './routes.ts'
import { type Visit, workOf } from './visit.ts'

/** What becomes of files and pictures that have arrived. */
export function files(needs: Pick<StudioNeeds, 'db' | 'inTransaction'>) {
  const { inTransaction } = needs
  return new Hono<Visit>()
    .post(posts.removeFile.path, async (c) => {
      const work = await workOf(c, needs)
      const form = posts.removeFile.form.read(await readForm(c.req.raw))
      if (!form.ok) throw new Refusal('bad-input')
      const want = { work: work.id, seller: c.var.shop.id, upload: form.values.upload }
      await inTransaction((tx) => removeFile(tx, want))
      return c.redirect(`/studio/works/${work.id}`, 303)
    })
    .post(posts.chooseCover.path, async (c) => {
      const work = await workOf(c, needs)
      const form = posts.chooseCover.form.read(await readForm(c.req.raw))
      if (!form.ok) throw new Refusal('bad-input')
      const want = { work: work.id, seller: c.var.shop.id, picture: form.values.picture }
      await inTransaction((tx) => chooseCover(tx, want))
      return c.redirect(`/studio/works/${work.id}`, 303)
    })
    .post(posts.describePicture.path, async (c) => {
      const work = await workOf(c, needs)
      const form = posts.describePicture.form.read(await readForm(c.req.raw))
      if (!form.ok)
        throw new Refusal(form.problems.alt === 'card-number' ? 'card-number' : 'bad-input')
      const want = { work: work.id, seller: c.var.shop.id, ...form.values }
      await inTransaction((tx) => describePicture(tx, want))
      return c.redirect(`/studio/works/${work.id}`, 303)
    })
    .post(posts.removePicture.path, async (c) => {
      const work = await workOf(c, needs)
      const form = posts.removePicture.form.read(await readForm(c.req.raw))
      if (!form.ok) throw new Refusal('bad-input')
      const want = { work: work.id, seller: c.var.shop.id, picture: form.values.picture }
      await inTransaction((tx) => removePicture(tx, want))
      return c.redirect(`/studio/works/${work.id}`, 303)
    })
}
