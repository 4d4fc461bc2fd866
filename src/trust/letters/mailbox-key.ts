import type { Core } from '#trust/vault/core.ts'
import { macOf, type Ring } from '#trust/vault/ring.ts'

/**
 * Under what the letters to an address are counted. Many providers lead `aiko+1@` and `a.iko@` to
 * the mailbox `aiko@`, so whoever floods it would have addresses without end. Where they are two
 * people they have one allowance between them, and nothing else in common.
 */
export function countedIndex(ring: Ring, normal: string): Buffer {
  const at = normal.lastIndexOf('@')
  const local = normal.slice(0, at).replace(/\+.*$/s, '').replaceAll('.', '')
  const counted = local === '' ? normal : `${local}${normal.slice(at)}`
  // Not to be compared with the index, which would show whose address has a dot or a plus.
  return macOf(ring.current('index').key, ['dozo counted mailbox', counted])
}

const mailboxOfBound = {
  name: 'mailbox-of-order',
  text: `select s.kind, m.blind_index as index, coalesce(m.counted_index, m.blind_index) as counted
    from bindings b join subjects s on s.id = b.subject_id
    join records r on r.subject_id = s.id and r.kind = 'contact'
    join mailboxes m on m.record_id = r.id
    where b.order_id = $1 order by r.made_at desc limit 1`,
}

export interface BoundMailbox {
  kind: 'member' | 'guest'
  index: Buffer
  counted: Buffer
}

/** The mailbox that letters about an order go to; undefined when there is none. */
export async function mailboxOfOrder(core: Core, order: string): Promise<BoundMailbox | undefined> {
  const [found] = await core.db.rows<BoundMailbox>(mailboxOfBound, [order])
  return found
}
