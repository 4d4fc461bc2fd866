import { z } from 'zod'
import { type Form, formOf, machineField, publicField } from '#lib/form-fields.ts'
import { isId } from '#lib/ids.ts'
import { categories } from '#market/catalogue/categories.ts'

/** `member`: signed in, no shop yet; `seller`: keeps a shop. Works of others are not found. */
export type Visitor = 'member' | 'seller'

const line = (most: number) =>
  z.string('missing').trim().min(1, 'missing').max(most, `tooLong:${most}`)
const lines = (most: number) => z.string().trim().max(most, `tooLong:${most}`).default('')
const id = z.string('missing').refine(isId, 'invalid')
const handle = z
  .string('missing')
  .trim()
  .regex(/^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/, 'handle')
export const workLanguages = ['ja', 'en', 'fr', 'zh', 'ko', 'other', 'none'] as const

const tags = z
  .string()
  .max(400, 'tooLong:400')
  .default('')
  .transform((text) => [
    ...new Set(
      text
        .split(/[,、，]/)
        .map((tag) => tag.trim())
        .filter(Boolean),
    ),
  ])
  .pipe(z.array(z.string().max(30, 'tooLong:30')).max(10, 'tags'))

const stock = z
  .string()
  .trim()
  .default('')
  .refine((text) => /^\d{0,6}$/.test(text), 'wholeNumber')
  .transform((text) => (text === '' ? null : Number(text)))

const workFields = {
  title: publicField(line(200)),
  description: publicField(lines(20_000)),
  category: publicField(z.enum(categories, 'choose')),
  language: publicField(z.enum(workLanguages, 'choose')),
  tags: publicField(tags),
  price: publicField(line(20)),
  stock: publicField(stock),
}

/** Said once, when a work is begun; see db/migrations/market/0050. */
const ships = publicField(
  z
    .literal('yes', 'invalid')
    .optional()
    .transform((said) => said === 'yes'),
)

export const workForm = formOf({ ...workFields, ships })

const shopFields = { name: publicField(line(80)), introduction: publicField(lines(4000)) }
const picture = formOf({ picture: machineField(id) })

/** Every form of the studio; none has a personal field. */
export const posts = {
  openShop: {
    path: '/studio/shop',
    visitors: 'member',
    form: formOf({
      ...shopFields,
      handle: publicField(handle),
      kind: publicField(z.enum(['creator', 'shop'], 'choose')),
    }),
  },
  changeShop: { path: '/studio/shop/changes', visitors: 'seller', form: formOf(shopFields) },
  draftWork: { path: '/studio/works', visitors: 'seller', form: workForm },
  changeWork: {
    path: '/studio/works/:work',
    visitors: 'seller',
    form: formOf({ ...workFields, stockShown: machineField(stock) }),
  },
  removeFile: {
    path: '/studio/works/:work/file-removals',
    visitors: 'seller',
    form: formOf({ upload: machineField(id) }),
  },
  chooseCover: { path: '/studio/works/:work/cover', visitors: 'seller', form: picture },
  describePicture: {
    path: '/studio/works/:work/picture-texts',
    visitors: 'seller',
    form: formOf({ picture: machineField(id), alt: publicField(lines(300)) }),
  },
  removePicture: {
    path: '/studio/works/:work/picture-removals',
    visitors: 'seller',
    form: picture,
  },
  publish: { path: '/studio/works/:work/publication', visitors: 'seller', form: formOf({}) },
  withdraw: { path: '/studio/works/:work/withdrawal', visitors: 'seller', form: formOf({}) },
} as const satisfies Record<string, { path: string; visitors: Visitor; form: Form }>

/** Every page; all of them GET. `uploads` speaks tus: POST, HEAD, PATCH, DELETE below it. */
export const pages = {
  overview: { path: '/studio', visitors: 'member' },
  shop: { path: '/studio/shop', visitors: 'seller' },
  works: { path: '/studio/works', visitors: 'seller' },
  newWork: { path: '/studio/works/new', visitors: 'seller' },
  work: { path: '/studio/works/:work', visitors: 'seller' },
  preview: { path: '/studio/works/:work/preview', visitors: 'seller' },
  publish: { path: '/studio/works/:work/publication', visitors: 'seller' },
  withdraw: { path: '/studio/works/:work/withdrawal', visitors: 'seller' },
  orders: { path: '/studio/orders', visitors: 'seller' },
  balance: { path: '/studio/balance', visitors: 'seller' },
} as const satisfies Record<string, { path: string; visitors: Visitor }>
