// Written by db/generate.ts from the migrations and the grants. Do not edit: run
// `bin/dozo run db/generate.ts`.
import type { ColumnType, Generated, InsertType, SelectType, UpdateType } from 'kysely'

/** A column that the database computes. */
type Computed<T> = ColumnType<T, never, never>

/** A table as a role sees it: the columns it may read, put in, and change. */
type Granted<
  T,
  S extends keyof T,
  I extends keyof T = never,
  U extends keyof T = never,
> = {
  [K in S | I | U]: ColumnType<
    K extends S ? SelectType<T[K]> : never,
    K extends I ? InsertType<T[K]> : never,
    K extends U ? UpdateType<T[K]> : never
  >
}

export interface CartLinesTable {
  cart_id: string
  work_id: string
  price: bigint
  currency: string
  added_at: Date
}

export interface CartsTable {
  id: string
  version: Generated<number>
  created_at: Date
  updated_at: Date
}

export interface CommissionRulesTable {
  id: string
  position: number
  category: string | null
  seller_id: string | null
  rate: number
  valid_from: Date
  valid_until: Date | null
}

export interface DownloadableFilesTable {
  order_id: string
  position: number
  work_id: string
  edition_id: string
  edition_number: number
  upload_id: string
  file_position: number
  name: string
  bytes: bigint
  storage_key: string
  sha256: string
  media_type: string
}

export interface EditionFilesTable {
  edition_id: string
  upload_id: string
  position: number
  name: string
}

export interface EditionsTable {
  id: string
  work_id: string
  number: number
  created_at: Date
}

export interface EntitlementsTable {
  order_id: string
  position: number
  work_id: string
  edition_id: string
  granted_at: Date
  revoked_at: Date | null
}

export interface HoldsTable {
  order_id: string
  work_id: string
}

export interface IntentsTable {
  id: string
  order_id: string
  provider: string
  method: string
  amount: bigint
  currency: string
  state: Generated<string>
  session: string | null
  session_url: string | null
  created_at: Date
  handed_off_at: Date | null
  ended_at: Date | null
  asks: Generated<number>
  ask_after: Date
}

export interface LedgerPostingsTable {
  transaction_id: string
  position: number
  account: string
  currency: string
  amount: bigint
}

export interface LedgerTransactionsTable {
  id: string
  kind: string
  reference: string
  order_id: string
  posted_at: Date
}

export interface ListingsTable {
  id: string
  seller_id: string
  title: string
  description: string
  category: string
  language: string
  tags: string[]
  price: bigint
  currency: string
  tax_rate: number
  cover_id: string | null
  edition_id: string | null
  version: number
  published_at: Date | null
  seller_name: string
  seller_handle: string
  available: number | null
  ships: boolean
}

export interface OrderFactsTable {
  id: string
  currency: string
  total: bigint
  locale: string
  ticket_hash: Buffer
  ticket_expires: Date
  held_at: Date
  hold_until: Date
  line_count: number
  intent_id: string | null
  intent_state: string | null
  provider: string | null
  method: string | null
  intent_at: Date | null
  paid_at: Date | null
  released_at: Date | null
  refunded: bigint
  refund_pending: bigint
  late_pending: bigint
  state: string
  slip_shop: string | null
  slip_number: string | null
  slip_pay_before: Date | null
}

export interface OrderLineFactsTable {
  order_id: string
  position: number
  work_id: string
  edition_id: string
  title: string
  price: bigint
  tax_rate: number
  commission_rate: number
  market_share: bigint
  seller_share: bigint
  seller_id: string
  seller_name: string
  seller_handle: string
  granted_at: Date | null
  revoked_at: Date | null
  ships: boolean
}

export interface OrderLinesTable {
  order_id: string
  position: number
  work_id: string
  edition_id: string
  seller_id: string
  title: string
  price: bigint
  tax_rate: number
  commission_rate: number
  market_share: Computed<bigint>
  seller_share: Computed<bigint>
}

export interface OrdersTable {
  id: string
  cart_id: string
  cart_version: number
  currency: string
  total: bigint
  locale: string
  ticket_hash: Buffer
  ticket_expires: Date
  held_at: Date
  hold_until: Date
}

export interface OutboxTable {
  id: Computed<bigint>
  kind: string
  order_id: string
  reference: string
  amount: bigint
  currency: string
  happened_at: Date
  told_at: Date | null
}

export interface PaymentCursorsTable {
  name: string
  position: string
}

export interface PicturesTable {
  id: string
  seller_id: string
  work_id: string | null
  upload_id: string
  position: Generated<number>
  alt: Generated<string>
}

export interface ProviderEventsTable {
  provider: string
  event_id: string
  intent_id: string
  kind: string
  amount: bigint
  currency: string
  received_at: Date
  outcome: string
}

export interface RefundLinesTable {
  refund_id: string
  position: number
  amount: bigint
}

export interface RefundsTable {
  id: string
  request_id: string
  order_id: string
  intent_id: string
  amount: bigint
  currency: string
  reason: string
  requested_by: string | null
  state: Generated<string>
  requested_at: Date
  ended_at: Date | null
  provider_refund: string | null
  asks: Generated<number>
  ask_after: Date
}

export interface ReleasesTable {
  order_id: string
  released_at: Date
}

export interface RenditionsTable {
  picture_id: string
  format: string
  width: number
  height: number
  bytes: number
  storage_key: string
}

export interface ReportsTable {
  id: string
  work_id: string
  reason: string
  note: string
  reported_at: Date
}

export interface SearchDocumentsTable {
  work_id: string
  tokens: string
  published_at: Generated<Date>
  version: number
}

export interface SearchWordsTable {
  word: string
}

export interface SellerFactsTable {
  id: string
  member_id: string
  handle: string
  kind: string
  name: string
  opened_at: Date
}

export interface SellerPostingsTable {
  seller_id: string
  transaction_id: string
  kind: string
  order_id: string
  posted_at: Date
  currency: string
  amount: bigint
  account: string
}

export interface SellersTable {
  id: string
  member_id: string
  handle: string
  kind: string
  name: string
  introduction: Generated<string>
  picture_id: string | null
  version: Generated<number>
  opened_at: Date
}

export interface SlipsTable {
  intent_id: string
  shop: string
  number: string
  pay_before: Date
}

export interface StocksTable {
  work_id: string
  available: number
}

export interface TakedownsTable {
  id: string
  work_id: string
  reason: string
  note: Generated<string>
  taken_by: string
  taken_at: Date
  lifted_at: Date | null
}

export interface UnsettledMoneyTable {
  kind: string
  provider: string
  order_id: string
  since: Date | null
  reference: string
  amount: bigint
  currency: string
  expected: bigint
}

export interface UploadChecksTable {
  upload_id: string
  verdict: string
  reason: string | null
  sha256: string | null
  media_type: string | null
  checked_at: Date
}

export interface UploadRoundsTable {
  at: Date
}

export interface UploadsTable {
  id: string
  seller_id: string
  purpose: string
  name: string
  bytes: bigint
  storage_key: string
  begun_at: Date
  received_at: Date | null
}

export interface WorkFilesTable {
  work_id: string
  upload_id: string
  position: number
  name: string
}

export interface WorksTable {
  id: string
  seller_id: string
  state: Generated<string>
  title: string
  description: Generated<string>
  category: string
  language: string
  tags: Generated<string[]>
  price: bigint
  currency: string
  tax_rate: Generated<number>
  cover_id: string | null
  edition_id: string | null
  version: Generated<number>
  created_at: Date
  updated_at: Date
  published_at: Date | null
  ships: Generated<boolean>
}

export interface StorefrontDatabase {
  cart_lines: Granted<CartLinesTable, keyof CartLinesTable, keyof CartLinesTable, keyof CartLinesTable>
  carts: Granted<CartsTable, keyof CartsTable, keyof CartsTable, keyof CartsTable>
  commission_rules: Granted<CommissionRulesTable, keyof CommissionRulesTable>
  downloadable_files: Granted<DownloadableFilesTable, keyof DownloadableFilesTable>
  edition_files: Granted<EditionFilesTable, keyof EditionFilesTable, keyof EditionFilesTable>
  editions: Granted<EditionsTable, keyof EditionsTable, keyof EditionsTable>
  listings: Granted<ListingsTable, keyof ListingsTable>
  order_facts: Granted<OrderFactsTable, keyof OrderFactsTable>
  order_line_facts: Granted<OrderLineFactsTable, keyof OrderLineFactsTable>
  pictures: Granted<PicturesTable, keyof PicturesTable, keyof PicturesTable, keyof PicturesTable>
  renditions: Granted<RenditionsTable, keyof RenditionsTable>
  reports: Granted<ReportsTable, never, keyof ReportsTable>
  search_documents: Granted<SearchDocumentsTable, keyof SearchDocumentsTable>
  search_words: Granted<SearchWordsTable, keyof SearchWordsTable>
  seller_postings: Granted<SellerPostingsTable, keyof SellerPostingsTable>
  sellers: Granted<SellersTable, keyof SellersTable, keyof SellersTable, keyof SellersTable>
  stocks: Granted<StocksTable, keyof StocksTable, keyof StocksTable, keyof StocksTable>
  takedowns: Granted<TakedownsTable, keyof TakedownsTable>
  upload_checks: Granted<UploadChecksTable, keyof UploadChecksTable>
  uploads: Granted<UploadsTable, keyof UploadsTable, keyof UploadsTable, keyof UploadsTable>
  work_files: Granted<WorkFilesTable, keyof WorkFilesTable, keyof WorkFilesTable, keyof WorkFilesTable>
  works: Granted<WorksTable, keyof WorksTable, keyof WorksTable, keyof WorksTable>
}

export interface AccountsDatabase {
  order_facts: Granted<OrderFactsTable, keyof OrderFactsTable>
  order_line_facts: Granted<OrderLineFactsTable, keyof OrderLineFactsTable>
  seller_facts: Granted<SellerFactsTable, keyof SellerFactsTable>
}

export interface PaymentsDatabase {
  entitlements: Granted<EntitlementsTable, keyof EntitlementsTable>
  intents: Granted<IntentsTable, keyof IntentsTable, keyof IntentsTable, keyof IntentsTable>
  ledger_postings: Granted<LedgerPostingsTable, keyof LedgerPostingsTable>
  ledger_transactions: Granted<LedgerTransactionsTable, keyof LedgerTransactionsTable>
  order_facts: Granted<OrderFactsTable, keyof OrderFactsTable>
  order_lines: Granted<OrderLinesTable, keyof OrderLinesTable>
  orders: Granted<OrdersTable, keyof OrdersTable>
  outbox: Granted<OutboxTable, keyof OutboxTable, never, keyof OutboxTable>
  payment_cursors: Granted<PaymentCursorsTable, keyof PaymentCursorsTable, keyof PaymentCursorsTable, keyof PaymentCursorsTable>
  provider_events: Granted<ProviderEventsTable, keyof ProviderEventsTable>
  refund_lines: Granted<RefundLinesTable, keyof RefundLinesTable, keyof RefundLinesTable>
  refunds: Granted<RefundsTable, keyof RefundsTable, keyof RefundsTable, keyof RefundsTable>
  releases: Granted<ReleasesTable, keyof ReleasesTable>
  slips: Granted<SlipsTable, keyof SlipsTable, keyof SlipsTable, keyof SlipsTable>
}

export interface WorkerDatabase {
  edition_files: Granted<EditionFilesTable, keyof EditionFilesTable>
  editions: Granted<EditionsTable, keyof EditionsTable>
  listings: Granted<ListingsTable, keyof ListingsTable>
  pictures: Granted<PicturesTable, keyof PicturesTable>
  renditions: Granted<RenditionsTable, keyof RenditionsTable, keyof RenditionsTable, keyof RenditionsTable>
  search_documents: Granted<SearchDocumentsTable, keyof SearchDocumentsTable, keyof SearchDocumentsTable, keyof SearchDocumentsTable>
  search_words: Granted<SearchWordsTable, keyof SearchWordsTable, keyof SearchWordsTable>
  sellers: Granted<SellersTable, keyof SellersTable>
  upload_checks: Granted<UploadChecksTable, keyof UploadChecksTable, keyof UploadChecksTable, keyof UploadChecksTable>
  uploads: Granted<UploadsTable, keyof UploadsTable>
  works: Granted<WorksTable, keyof WorksTable>
}

export interface ConsoleDatabase {
  commission_rules: Granted<CommissionRulesTable, keyof CommissionRulesTable, keyof CommissionRulesTable, keyof CommissionRulesTable>
  ledger_postings: Granted<LedgerPostingsTable, keyof LedgerPostingsTable>
  ledger_transactions: Granted<LedgerTransactionsTable, keyof LedgerTransactionsTable>
  listings: Granted<ListingsTable, keyof ListingsTable>
  order_facts: Granted<OrderFactsTable, keyof OrderFactsTable>
  order_line_facts: Granted<OrderLineFactsTable, keyof OrderLineFactsTable>
  refund_lines: Granted<RefundLinesTable, keyof RefundLinesTable>
  refunds: Granted<RefundsTable, keyof RefundsTable>
  reports: Granted<ReportsTable, keyof ReportsTable>
  seller_facts: Granted<SellerFactsTable, keyof SellerFactsTable>
  takedowns: Granted<TakedownsTable, keyof TakedownsTable, keyof TakedownsTable, keyof TakedownsTable>
  unsettled_money: Granted<UnsettledMoneyTable, keyof UnsettledMoneyTable>
  works: Granted<WorksTable, keyof WorksTable>
}

export interface AddressChangesTable {
  id: string
  hash: Buffer
  subject_id: string
  record_id: string
  letter_id: string
  locale: string
  asked_at: Date
  due_at: Date
  ended_at: Date | null
  outcome: string | null
}

export interface AlarmsTable {
  id: string
  kind: string
  at: Date
  matter: string | null
}

export interface AttemptsTable {
  id: string
  purpose: string
  order_id: string | null
  blind_index: Buffer | null
  source_tag: Buffer
  locale: string
  ring: number | null
  wrapped: Buffer | null
  sealed: Buffer | null
  proof: Buffer
  tries: number
  made_at: Date
  expires_at: Date
  done_at: Date | null
  subject_id: string | null
  counted_index: Buffer | null
  by_known: Generated<boolean>
}

export interface BackupEventsTable {
  number: Computed<bigint>
  backup_id: string
  event: string
  act: Buffer
  told_at: Date | null
}

export interface BackupsTable {
  id: string
  taken_at: Date
  keep_until: Date
  manifest: Buffer
  ring_versions: number[]
  pruned_at: Date | null
}

export interface BindingsTable {
  order_id: string
  subject_id: string
  locale: string
  bound_at: Date
}

export interface ClockDoubtsTable {
  id: string
  cause: string
  clock_at: Date
  reckoned_at: Date
  ended_at: Date | null
  outcome: string | null
}

export interface ClockMarksTable {
  one: Generated<boolean>
  reckoned_at: Date
}

export interface ClosedReportsTable {
  record_id: string
  outcome: string
  closed_at: Date
  closed_by: string
}

export interface DisclosuresTable {
  seller_id: string
  subject_id: string
  record_id: string
  changed_at: Date
}

export interface LegalHoldsTable {
  id: string
  subject_id: string
  reason: string
  set_at: Date
  set_by: string
  expires_at: Date
  lifted_at: Date | null
  lifted_by: string | null
}

export interface LettersTable {
  id: string
  template: string
  locale: string
  subject_id: string | null
  order_id: string | null
  facts: unknown
  ring: number | null
  wrapped: Buffer | null
  sealed: Buffer | null
  made_at: Date
  due_at: Date
  tries: number
  finished_at: Date | null
  outcome: string | null
}

export interface LogEntriesTable {
  index: bigint
  at: Date
  principal: string
  purpose: string
  kind: string
  subject_tag: Buffer | null
  about: string | null
  leaf: string
}

export interface MailboxesTable {
  record_id: string
  subject_id: string
  version: number
  blind_index: Buffer
  is_member: boolean
  counted_index: Buffer | null
}

export interface ManagementCodesTable {
  code: string
  subject_id: string
}

export interface MessageReportsTable {
  record_id: string
  by_seller: boolean
  order_id: string
  seller_id: string
  reason: string
  reported_at: Date
}

export interface MessagesTable {
  record_id: string
  order_id: string
  seller_id: string
  from_seller: boolean
  written_at: Date
}

export interface NeededRecordsTable {
  record_id: string | null
  need: string | null
  until: Date | null
}

export interface OperatorLinksTable {
  hash: Buffer
  made_at: Date
  expires_at: Date
  ended_at: Date | null
  subject_id: string | null
  invited_by: string | null
}

export interface OwedSellersTable {
  seller_id: string
  owed_since: Date
}

export interface PaidOrdersTable {
  order_id: string
  intent_id: string
  amount: bigint
  currency: string
  provider: string
  line_count: number
  paid_at: Date
}

export interface ParcelsTable {
  order_id: string
  seller_id: string
  record_id: string
  shipped_at: Date | null
  labelled_at: Date | null
  sent_id: string | null
}

export interface PasskeyLossesTable {
  id: string
  hash: Buffer
  subject_id: string
  letter_id: string
  locale: string
  asked_at: Date
  due_at: Date
  ended_at: Date | null
  outcome: string | null
}

export interface PasskeysTable {
  credential: Buffer
  subject_id: string
  record_id: string
  relying_party: string
  public_key: Buffer
  algorithm: number
  sign_count: bigint
  enrolled_at: Date
  used_at: Date | null
}

export interface PayoutAccountsTable {
  seller_id: string
  subject_id: string
  record_id: string
  tax_id: string | null
  next_id: string | null
  next_from: Date | null
  changed_at: Date
}

export interface RecordsTable {
  id: string
  subject_id: string
  kind: string
  about: string | null
  schema: number
  ring: number
  wrapped: Buffer
  sealed: Buffer
  made_at: Date
  keep_until: Date | null
  need: string | null
}

export interface RecoveryCodesTable {
  hash: Buffer
  subject_id: string
  made_at: Date
  used_at: Date | null
}

export interface RefundedOrdersTable {
  refund_id: string
  order_id: string
  amount: bigint
  currency: string
  refunded_at: Date
}

export interface RestoresTable {
  backup_id: string
  restored_at: Date
  replayed_at: Date | null
  ledger_to: bigint | null
  ledger_lost: Generated<boolean>
}

export interface RetentionRunsTable {
  number: bigint
  at: Date
  document: string
}

export interface RingKeysTable {
  use: string
  version: number
  fingerprint: Buffer
  made_at: Date
  destroyed_at: Date | null
  superseded_at: Date | null
  emptied_at: Date | null
  stolen_at: Date | null
}

export interface SessionsTable {
  id: string
  hash: Buffer
  subject_id: string
  audience: string
  parent_id: string | null
  by_passkey: boolean
  signed_in_at: Date
  expires_at: Date
  ended_at: Date | null
  confirmed_at: Date | null
  used_at: Date | null
  browser: string | null
}

export interface ShredsTable {
  id: string | null
  shredded_at: Date
  number: bigint
  kind: Generated<string>
  rule: Generated<string>
  hash: Buffer
}

export interface SubjectsTable {
  id: string
  kind: string
  made_at: Date
  joined: string | null
  forgotten_at: Date | null
}

export interface UsedOnceTable {
  id: string
  used_at: Date
}

export interface VaultDatabase {
  address_changes: Granted<AddressChangesTable, keyof AddressChangesTable, keyof AddressChangesTable, keyof AddressChangesTable>
  alarms: Granted<AlarmsTable, keyof AlarmsTable, keyof AlarmsTable>
  attempts: Granted<AttemptsTable, keyof AttemptsTable, keyof AttemptsTable, keyof AttemptsTable>
  backup_events: Granted<BackupEventsTable, keyof BackupEventsTable, never, keyof BackupEventsTable>
  backups: Granted<BackupsTable, keyof BackupsTable>
  bindings: Granted<BindingsTable, keyof BindingsTable, keyof BindingsTable, keyof BindingsTable>
  clock_doubts: Granted<ClockDoubtsTable, keyof ClockDoubtsTable, keyof ClockDoubtsTable, keyof ClockDoubtsTable>
  clock_marks: Granted<ClockMarksTable, keyof ClockMarksTable, keyof ClockMarksTable, keyof ClockMarksTable>
  closed_reports: Granted<ClosedReportsTable, keyof ClosedReportsTable, keyof ClosedReportsTable>
  disclosures: Granted<DisclosuresTable, keyof DisclosuresTable, keyof DisclosuresTable, keyof DisclosuresTable>
  legal_holds: Granted<LegalHoldsTable, keyof LegalHoldsTable, keyof LegalHoldsTable, keyof LegalHoldsTable>
  letters: Granted<LettersTable, keyof LettersTable, keyof LettersTable, keyof LettersTable>
  log_entries: Granted<LogEntriesTable, keyof LogEntriesTable, keyof LogEntriesTable>
  mailboxes: Granted<MailboxesTable, keyof MailboxesTable, keyof MailboxesTable, keyof MailboxesTable>
  management_codes: Granted<ManagementCodesTable, keyof ManagementCodesTable, keyof ManagementCodesTable>
  message_reports: Granted<MessageReportsTable, keyof MessageReportsTable, keyof MessageReportsTable>
  messages: Granted<MessagesTable, keyof MessagesTable, keyof MessagesTable>
  needed_records: Granted<NeededRecordsTable, keyof NeededRecordsTable>
  operator_links: Granted<OperatorLinksTable, keyof OperatorLinksTable, keyof OperatorLinksTable, keyof OperatorLinksTable>
  owed_sellers: Granted<OwedSellersTable, keyof OwedSellersTable, keyof OwedSellersTable>
  paid_orders: Granted<PaidOrdersTable, keyof PaidOrdersTable, keyof PaidOrdersTable>
  parcels: Granted<ParcelsTable, keyof ParcelsTable, keyof ParcelsTable, keyof ParcelsTable>
  passkey_losses: Granted<PasskeyLossesTable, keyof PasskeyLossesTable, keyof PasskeyLossesTable, keyof PasskeyLossesTable>
  passkeys: Granted<PasskeysTable, keyof PasskeysTable, keyof PasskeysTable, keyof PasskeysTable>
  payout_accounts: Granted<PayoutAccountsTable, keyof PayoutAccountsTable, keyof PayoutAccountsTable, keyof PayoutAccountsTable>
  records: Granted<RecordsTable, keyof RecordsTable, keyof RecordsTable, keyof RecordsTable>
  recovery_codes: Granted<RecoveryCodesTable, keyof RecoveryCodesTable, keyof RecoveryCodesTable, keyof RecoveryCodesTable>
  refunded_orders: Granted<RefundedOrdersTable, keyof RefundedOrdersTable, keyof RefundedOrdersTable>
  restores: Granted<RestoresTable, keyof RestoresTable, never, keyof RestoresTable>
  retention_runs: Granted<RetentionRunsTable, keyof RetentionRunsTable, keyof RetentionRunsTable>
  ring_keys: Granted<RingKeysTable, keyof RingKeysTable, keyof RingKeysTable, keyof RingKeysTable>
  sessions: Granted<SessionsTable, keyof SessionsTable, keyof SessionsTable, keyof SessionsTable>
  shreds: Granted<ShredsTable, keyof ShredsTable, keyof ShredsTable>
  subjects: Granted<SubjectsTable, keyof SubjectsTable, keyof SubjectsTable, keyof SubjectsTable>
  used_once: Granted<UsedOnceTable, keyof UsedOnceTable, keyof UsedOnceTable, keyof UsedOnceTable>
}

/** By login role. */
export interface Databases {
  storefront: StorefrontDatabase
  accounts: AccountsDatabase
  payments: PaymentsDatabase
  worker: WorkerDatabase
  console: ConsoleDatabase
  vault: VaultDatabase
}
