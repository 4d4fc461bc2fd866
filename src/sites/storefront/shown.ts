import type { CartLine } from '#market/carts/types.ts'
import type { Picture, ShelvedWork } from '#market/catalogue/types.ts'
import type { PictureData } from '#sites/ui/parts/picture.tsx'
import type { WorkCardData } from '#sites/ui/parts/work-card.tsx'
import { paths } from './paths.ts'

/** A picture of the market as the parts of a page take it. */
export function pictureData(picture: Picture): PictureData {
  return {
    alt: picture.alt,
    renditions: picture.renditions.map((rendition) => ({
      ...rendition,
      href: paths.picture(picture.id, rendition),
    })),
  }
}

/** A work on a shelf as its card takes it. */
export function cardData(work: ShelvedWork): WorkCardData {
  return {
    id: work.id,
    href: paths.work(work.id),
    title: work.title,
    language: work.language,
    creator: work.sellerName,
    price: work.price,
    cover: work.cover ? pictureData(work.cover) : undefined,
    category: work.category,
    ...(work.available !== null && { left: work.available }),
  }
}

/** The cover of a line in a cart, where it has one. */
export function lineCover(line: CartLine): PictureData | undefined {
  return line.now?.cover ? pictureData(line.now.cover) : undefined
}

/** The address by which other sites show a picture: the widest JPEG, which all of them read. */
export function shareImage(shop: string, picture: Picture | null): string | undefined {
  const widest = picture?.renditions.filter(({ format }) => format === 'jpeg').at(-1)
  return picture && widest ? `${shop}${paths.picture(picture.id, widest)}` : undefined
}
