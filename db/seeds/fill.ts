import type { Db, Tx } from '#lib/db/open.ts'
import { draftWork, publishWork } from '#market/catalogue/commands.ts'
import { checkUpload, type MediaNeeds, makeRenditions } from '#market/media/jobs.ts'
import { indexWork } from '#market/search/commands.ts'
import { changeShop, openShop } from '#market/sellers/commands.ts'
import type { VaultForSupervisor } from '#trust/vault/client.ts'
import { type Cover, coverOf, samplesOf } from './cover.ts'
import { drawShopPicture } from './covers/draw-shop-picture.ts'
import { fileOf } from './files/make-file.ts'
import { townId } from './ids.ts'
import { townCommissionRules, townPeople, townSellers, townWorks } from './town.ts'
import type { TownSeller, TownWork } from './town-types.ts'

/** The roles of the processes that would do each part, and no more rights than they have. */
export interface FillNeeds {
  storefront: Db<'storefront'>
  console: Db<'console'>
  media: MediaNeeds
  vault: VaultForSupervisor
  inTransaction: <T>(work: (tx: Tx<'storefront'>) => Promise<T>) => Promise<T>
  /** What was drawn is kept here from one filling to the next. */
  coverFolder: string
  say: (line: string) => void
}

/** Two at a time: drawing a cover keeps a core busy. */
const atOnce = 2
const storedFile = { maxBytes: 50_000_000 }

/** Fills the demo town. What is there already stays as it is, so it can be done again. */
export async function fillTown(needs: FillNeeds): Promise<void> {
  await fillMembers(needs)
  for (const seller of townSellers) await fillSeller(needs, seller)
  await fillCommissionRules(needs)
  await fillWorks(needs)
}

async function fillMembers({ vault }: FillNeeds): Promise<void> {
  const { aiko } = townPeople
  const people = [
    { id: townId('member', 'aiko'), address: aiko.email },
    ...townSellers.map(({ handle, email }) => ({ id: townId('member', handle), address: email })),
  ]
  await vault.seedMembers({ members: people })
  await vault.seedDisclosures({
    disclosures: townSellers.map(({ handle, disclosure }) => ({
      seller: townId('seller', handle),
      member: townId('member', handle),
      fields: disclosure.map(({ name, value }) => ({ name, value })),
    })),
  })
}

async function fillSeller(needs: FillNeeds, seller: TownSeller): Promise<void> {
  const { handle, kind, name, introduction, openedAt } = seller
  const id = townId('seller', handle)
  const now = new Date(openedAt)
  await needs.inTransaction((tx) =>
    openShop(tx, { id, member: townId('member', handle), handle, kind, name, introduction, now }),
  )
  const { picture_id } = await needs.storefront
    .selectFrom('sellers')
    .select('picture_id')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (picture_id) return
  const picture = await fillPicture(needs, {
    owner: { key: `shop-${handle}`, seller: handle, publishedAt: openedAt },
    name: `shop-${handle}`,
    content: await drawShopPicture({ name, seed: handle }, needs.coverFolder),
    position: 0,
    work: null,
  })
  await needs.inTransaction((tx) => changeShop(tx, { seller: id, name, introduction, picture }))
}

async function fillCommissionRules({ console }: FillNeeds): Promise<void> {
  const rules = townCommissionRules.map(({ rate, category, seller }, index) => ({
    id: townId('commission', String(index)),
    position: index + 1,
    rate,
    category: category ?? null,
    seller_id: seller ? townId('seller', seller) : null,
    valid_from: new Date('2026-01-01T00:00:00+09:00'),
    valid_until: null,
  }))
  await console
    .insertInto('commission_rules')
    .values(rules)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function fillWorks(needs: FillNeeds): Promise<void> {
  const there = await publishedWorks(needs)
  const missing = townWorks
    .filter((work) => !there.has(townId('work', work.key)))
    .toSorted((left, right) => left.publishedAt.localeCompare(right.publishedAt))
  const waiting = [...missing]
  let done = 0
  const takeOneAfterAnother = async () => {
    for (let work = waiting.shift(); work; work = waiting.shift()) {
      await fillWork(needs, work)
      done += 1
      if (done % 10 === 0 || done === missing.length) {
        needs.say(`demo town: ${done} of ${missing.length} works`)
      }
    }
  }
  await Promise.all(Array.from({ length: atOnce }, takeOneAfterAnother))
}

async function publishedWorks({ storefront }: FillNeeds): Promise<Set<string>> {
  const rows = await storefront
    .selectFrom('works')
    .select('id')
    .where('state', '<>', 'draft')
    .where(
      'id',
      'in',
      townWorks.map((work) => townId('work', work.key)),
    )
    .limit(townWorks.length)
    .execute()
  return new Set(rows.map((row) => row.id))
}

async function fillWork(needs: FillNeeds, work: TownWork): Promise<void> {
  const seller = townSellers.find((each) => each.handle === work.seller)!
  const cover = await coverOf(work, seller.name, needs.coverFolder)
  const ids = { work: townId('work', work.key), seller: townId('seller', work.seller) }
  const now = new Date(work.publishedAt)
  await draft(needs, work, { ...ids, now })
  await fillPictures(needs, work, cover)
  for (const name of work.files) await fillFile(needs, work, { name, cover, seller: seller.name })
  const edition = townId('edition', work.key)
  await needs.inTransaction((tx) => publishWork(tx, { ...ids, edition, now }))
  await indexWork(needs.media.db, ids.work)
}

async function draft(
  { inTransaction, storefront }: FillNeeds,
  work: TownWork,
  ids: { work: string; seller: string; now: Date },
): Promise<void> {
  // Left over from a filling that was cut short.
  const begun = await storefront
    .selectFrom('works')
    .select('id')
    .where('id', '=', ids.work)
    .execute()
  if (begun.length > 0) return
  const { title, description, category, language, tags, price, stock } = work
  await inTransaction((tx) =>
    draftWork(tx, {
      ...{ id: ids.work, seller: ids.seller, now: ids.now },
      ...{ title, description, category, language, tags: [...tags], currency: 'JPY' },
      ...{ price: BigInt(price), stock: stock ?? null, ships: false },
    }),
  )
}

async function fillPictures(needs: FillNeeds, work: TownWork, cover: Cover): Promise<void> {
  const samples = await samplesOf(work, needs.coverFolder)
  const pictures = [cover.png, ...samples].map((content, position) => ({
    ...{ owner: work, name: position === 0 ? work.key : `${work.key}~${position}` },
    ...{ content, position, work: townId('work', work.key) },
  }))
  const ids: string[] = []
  for (const picture of pictures) ids.push(await fillPicture(needs, picture))
  await needs.storefront
    .updateTable('works')
    .set({ cover_id: ids[0] })
    .where('id', '=', townId('work', work.key))
    .execute()
}

interface PictureWish {
  owner: Owner
  name: string
  content: Buffer
  position: number
  /** Null for a picture of the seller's own page. */
  work: string | null
}

async function fillPicture(needs: FillNeeds, wish: PictureWish): Promise<string> {
  const { owner, name, content, position, work } = wish
  const upload = await fillUpload(needs, owner, {
    ...{ name: `${name}.png`, purpose: 'picture', content },
  })
  const id = townId('picture', name)
  await needs.storefront
    .insertInto('pictures')
    .values({
      ...{ id, work_id: work, upload_id: upload, position, alt: '' },
      seller_id: townId('seller', owner.seller),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await makeRenditions(needs.media, { picture: id })
  return id
}

async function fillFile(
  needs: FillNeeds,
  work: TownWork,
  file: { name: string; cover: Cover; seller: string },
): Promise<void> {
  const content = fileOf(file.name, {
    key: work.key,
    title: work.title,
    creator: file.seller,
    language: work.language === 'none' ? 'und' : work.language,
    description: work.description,
    cover: file.cover.jpeg,
    coverWidth: file.cover.width,
    coverHeight: file.cover.height,
  })
  const upload = await fillUpload(needs, work, { name: file.name, purpose: 'work-file', content })
  await checkUpload(needs.media, { upload })
  await refuseRefused(needs, upload, file.name)
  await needs.storefront
    .insertInto('work_files')
    .values({
      work_id: townId('work', work.key),
      upload_id: upload,
      position: work.files.indexOf(file.name) + 1,
      name: file.name,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function refuseRefused({ storefront }: FillNeeds, upload: string, name: string) {
  const check = await storefront
    .selectFrom('upload_checks')
    .select(['verdict', 'reason'])
    .where('upload_id', '=', upload)
    .executeTakeFirst()
  if (check?.verdict !== 'accepted') throw new RangeError(`${name} is refused: ${check?.reason}`)
}

/** Whose upload it is, and since when. */
type Owner = Pick<TownWork, 'key' | 'seller' | 'publishedAt'>

async function fillUpload(
  { storefront, media }: FillNeeds,
  work: Owner,
  file: { name: string; purpose: 'picture' | 'work-file'; content: Buffer },
): Promise<string> {
  const id = townId('upload', work.key, file.name)
  const folder = file.purpose === 'picture' ? 'originals' : 'works'
  const stored = await media.storage.keep(folder, [file.content], storedFile)
  const at = new Date(work.publishedAt)
  await storefront
    .insertInto('uploads')
    .values({
      id,
      seller_id: townId('seller', work.seller),
      purpose: file.purpose,
      name: file.name,
      bytes: BigInt(stored.size),
      storage_key: stored.key,
      begun_at: at,
      received_at: at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
  return id
}
