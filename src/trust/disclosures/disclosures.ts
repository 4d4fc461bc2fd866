import { Refusal } from '#lib/refusal.ts'
import type { Core } from '#trust/vault/core.ts'
import { open } from '#trust/vault/openings.ts'
import { dropping, newRecord, recordColumns, type SealedRecord } from '#trust/vault/records.ts'
import type { Change } from '#trust/vault/sequencer.ts'

export interface DisclosureField {
  name: string
  value: string
}

export interface Published {
  fields: DisclosureField[] | null
  changedAt: number | null
}

interface Remembered {
  /** The record that it was opened from. */
  record: string
  published: Published
}

const mostRemembered = 1_000

const disclosureOfSeller = {
  name: 'disclosure-of-seller',
  text: `select d.subject_id as owner, d.changed_at as "changedAt", ${recordColumns}
    from disclosures d left join records r on r.id = d.record_id where d.seller_id = $1`,
}
type Row = SealedRecord & { owner: string; changedAt: Date }

/**
 * The sellers' published statements. They are public, so each is opened once per change; that its
 * record is still there is asked each time, because it goes by many ways.
 */
export class Disclosures {
  readonly #core: Core
  readonly #published = new Map<string, Remembered>()
  /** What is being opened now; many who ask at once share one opening. */
  readonly #reading = new Map<string, Promise<Published>>()

  constructor(core: Core) {
    this.#core = core
  }

  /** The statement, or nulls where none is published. */
  async of({ seller }: { seller: string }): Promise<Published> {
    const shared = this.#reading.get(seller)
    if (shared) return shared
    const reading = this.#read(seller)
    this.#reading.set(seller, reading)
    try {
      return await reading
    } finally {
      if (this.#reading.get(seller) === reading) this.#reading.delete(seller)
    }
  }

  async #read(seller: string): Promise<Published> {
    const [row] = await this.#core.db.rows<Row>(disclosureOfSeller, [seller])
    const remembered = this.#published.get(seller)
    if (row?.id && remembered?.record === row.id) return remembered.published
    this.#published.delete(seller)
    if (!row?.id) return { fields: null, changedAt: null }
    const want = { purpose: 'disclosure', subject: row.owner, about: seller, blobs: [row] } as const
    const { fields } = (await open(this.#core, want)).one('disclosure')!
    return this.#kept(seller, row.id, { fields, changedAt: row.changedAt.getTime() })
  }

  #kept(seller: string, record: string, published: Published): Published {
    this.#published.set(seller, { record, published })
    const [oldest] = this.#published.keys()
    if (this.#published.size > mostRemembered) this.#published.delete(oldest!)
    return published
  }

  /** Call when a statement changed or its seller is gone; without a seller, all. */
  forget(seller?: string): void {
    for (const kept of [this.#published, this.#reading]) {
      if (seller === undefined) kept.clear()
      else kept.delete(seller)
    }
  }

  /**
   * What publishes a statement. Whoever published first for a shop stays the only one who may.
   * Refuses: not-yours.
   */
  async publishing(want: {
    seller: string
    subject: string
    fields: DisclosureField[]
    /** What the fields leave out, for whoever asks. */
    onRequest: DisclosureField[]
    principal: 'accounts' | 'supervisor'
  }): Promise<Change> {
    const { seller, subject, fields, onRequest, principal } = want
    const [before] = await this.#core.db.rows<Row>(disclosureOfSeller, [seller])
    if (before && before.owner !== subject) throw new Refusal('not-yours')
    const value = { fields, onRequest }
    const record = newRecord(this.#core, { kind: 'disclosure', subject, about: seller, value })
    const now = this.#core.clock()
    return {
      writes: {
        ...(before?.id ? dropping([before.id], now, 'replaced') : {}),
        records: [record],
        disclosures: [
          {
            seller_id: seller,
            subject_id: subject,
            record_id: record.id,
            changed_at: now.toISOString(),
          },
        ],
      },
      entries: [
        {
          principal,
          purpose: 'disclosure-published',
          kind: 'disclosure',
          subject,
          about: seller,
        },
      ],
    }
  }
}
