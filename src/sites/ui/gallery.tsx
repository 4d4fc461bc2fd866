import type { VNode } from 'preact'
import { cartPages } from './gallery/cart-pages.tsx'
import { deskPages } from './gallery/desk-pages.tsx'
import { formPages } from './gallery/form-pages.tsx'
import { paperPages } from './gallery/paper-pages.tsx'
import { partPages } from './gallery/part-pages.tsx'
import { purchasePages } from './gallery/purchase-pages.tsx'
import { shopPages } from './gallery/shop-pages.tsx'
import type { Stage } from './gallery/stage.ts'
import { studioPages } from './gallery/studio-pages.tsx'

/** A whole page in one state; the stage says in which language and light. */
export type GalleryPage = (stage: Stage) => VNode

/**
 * Every part and page state worth looking at, by name. Other sites add theirs where the
 * gallery is served; the screenshots and the accessibility test walk over all of them.
 */
export const galleryPages: Readonly<Record<string, GalleryPage>> = {
  ...partPages,
  ...formPages,
  ...shopPages,
  ...cartPages,
  ...purchasePages,
  ...studioPages,
  ...deskPages,
  ...paperPages,
}
