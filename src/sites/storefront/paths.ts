import type { Category } from '#market/catalogue/categories.ts'

/** Addresses of the shop as its pages write them; their patterns stand in routes.ts. */
export const paths = {
  work: (id: string) => `/works/${id}`,
  category: (category: Category) => `/categories/${category}`,
  seller: (handle: string) => `/sellers/${handle}`,
  order: (id: string) => `/orders/${id}`,
  orderState: (id: string) => `/orders/${id}/state`,
  orderFile: (order: string, upload: string) => `/orders/${order}/files/${upload}`,
  orderAccess: (id: string) => `/orders/${id}/access`,
  picture: (id: string, { width, format }: { width: number; format: string }) =>
    `/pictures/${id}/${width}.${format}`,
  signIn: (returnTo: string) => `/sign-in?return=${encodeURIComponent(returnTo)}`,
  search: (term: string, rest: Record<string, string> = {}) =>
    `/search?${new URLSearchParams({ q: term, ...rest })}`,
} as const
