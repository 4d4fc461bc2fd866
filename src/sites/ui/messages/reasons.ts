import type { Messages } from '../messages.ts'

/** Why a listing should not be there, as pages say it; by the codes of market/moderation. */
export function reasonTexts({ console: words }: Messages) {
  return {
    rights: words.reasonRights,
    illegal: words.reasonIllegal,
    misleading: words.reasonMisleading,
    harmful: words.reasonHarmful,
    'seller-left': words.reasonSellerLeft,
    other: words.reasonOther,
  }
}
