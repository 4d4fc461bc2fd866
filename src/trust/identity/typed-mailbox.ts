import { countedIndex } from '#trust/letters/mailbox-key.ts'
import { blindIndex, mailedAddress, normalAddress } from '#trust/vault/address.ts'
import type { Ring } from '#trust/vault/ring.ts'

/** A mailbox as it was typed: its address, how it is found, and as what it is counted. */
export interface TypedMailbox {
  address: string
  index: Buffer
  counted: Buffer
}

/** Refuses: bad-input. */
export function typedMailbox(ring: Ring, typed: string): TypedMailbox {
  const normal = normalAddress(typed)
  const { index } = blindIndex(ring, normal)
  return { address: mailedAddress(typed), index, counted: countedIndex(ring, normal) }
}
