-- Written by db/generate.ts from the catalogue, to be read and compared, not run.

table address_changes
  id uuid not null
  hash bytea not null
  subject_id uuid not null
  record_id uuid not null
  letter_id uuid not null
  locale text not null
  asked_at timestamp with time zone not null
  due_at timestamp with time zone not null
  ended_at timestamp with time zone
  outcome text
  address_changes_hash_key: UNIQUE (hash)
  address_changes_pkey: PRIMARY KEY (id)
  address_changes_subject_id_fkey: FOREIGN KEY (subject_id) REFERENCES subjects(id)
  address_changes_check: CHECK (((ended_at IS NULL) = (outcome IS NULL)))
  address_changes_hash_check: CHECK ((octet_length(hash) = 32))
  address_changes_locale_check: CHECK ((locale = ANY (ARRAY['ja'::text, 'en'::text])))
  address_changes_outcome_check: CHECK ((outcome = ANY (ARRAY['changed'::text, 'stopped'::text, 'taken'::text])))
  CREATE INDEX address_changes_due ON public.address_changes USING btree (due_at) WHERE (ended_at IS NULL)
  CREATE UNIQUE INDEX address_changes_hash_key ON public.address_changes USING btree (hash)
  CREATE UNIQUE INDEX address_changes_pkey ON public.address_changes USING btree (id)
  CREATE UNIQUE INDEX one_address_change ON public.address_changes USING btree (subject_id) WHERE (ended_at IS NULL)

table alarms
  id uuid not null
  kind text not null
  at timestamp with time zone not null
  matter text
  alarms_pkey: PRIMARY KEY (id)
  CREATE UNIQUE INDEX alarms_pkey ON public.alarms USING btree (id)

table attempts
  id uuid not null
  purpose text not null
  order_id uuid
  blind_index bytea
  source_tag bytea not null
  locale text not null
  ring smallint
  wrapped bytea
  sealed bytea
  proof bytea not null
  tries smallint not null
  made_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  done_at timestamp with time zone
  subject_id uuid
  counted_index bytea
  by_known boolean not null default false
  attempts_pkey: PRIMARY KEY (id)
  attempts_counted_index_check: CHECK ((octet_length(counted_index) = 32))
  attempts_locale_check: CHECK ((locale = ANY (ARRAY['ja'::text, 'en'::text])))
  attempts_purpose_check: CHECK ((purpose = ANY (ARRAY['sign-in'::text, 'order-access'::text, 'confirm'::text, 'new-address'::text])))
  CREATE INDEX attempts_newest ON public.attempts USING btree (made_at)
  CREATE UNIQUE INDEX attempts_pkey ON public.attempts USING btree (id)

table backup_events
  number bigint not null
  backup_id uuid not null
  event text not null
  act bytea not null
  told_at timestamp with time zone
  backup_events_pkey: PRIMARY KEY (number)
  backup_events_act_check: CHECK ((octet_length(act) = 32))
  backup_events_event_check: CHECK ((event = ANY (ARRAY['backup-made'::text, 'backup-pruned'::text, 'restored'::text])))
  CREATE UNIQUE INDEX backup_events_pkey ON public.backup_events USING btree (number)
  CREATE INDEX backup_events_untold ON public.backup_events USING btree (number) WHERE (told_at IS NULL)

table backups
  id uuid not null
  taken_at timestamp with time zone not null
  keep_until timestamp with time zone not null
  manifest bytea not null
  ring_versions smallint[] not null
  pruned_at timestamp with time zone
  backups_pkey: PRIMARY KEY (id)
  backups_manifest_check: CHECK ((octet_length(manifest) = 32))
  CREATE UNIQUE INDEX backups_pkey ON public.backups USING btree (id)

table bindings
  order_id uuid not null
  subject_id uuid not null
  locale text not null
  bound_at timestamp with time zone not null
  bindings_pkey: PRIMARY KEY (order_id)
  bindings_subject_id_fkey: FOREIGN KEY (subject_id) REFERENCES subjects(id)
  bindings_locale_check: CHECK ((locale = ANY (ARRAY['ja'::text, 'en'::text])))
  CREATE INDEX bindings_of_subject ON public.bindings USING btree (subject_id, bound_at DESC)
  CREATE UNIQUE INDEX bindings_pkey ON public.bindings USING btree (order_id)

table clock_doubts
  id uuid not null
  cause text not null
  clock_at timestamp with time zone not null
  reckoned_at timestamp with time zone not null
  ended_at timestamp with time zone
  outcome text
  clock_doubts_pkey: PRIMARY KEY (id)
  clock_doubts_cause_check: CHECK ((cause = ANY (ARRAY['ahead'::text, 'behind'::text, 'database'::text, 'witness'::text])))
  clock_doubts_check: CHECK (((ended_at IS NULL) = (outcome IS NULL)))
  clock_doubts_outcome_check: CHECK ((outcome = ANY (ARRAY['confirmed'::text, 'mended'::text])))
  CREATE UNIQUE INDEX clock_doubts_pkey ON public.clock_doubts USING btree (id)
  CREATE UNIQUE INDEX one_clock_doubt ON public.clock_doubts USING btree ((true)) WHERE (ended_at IS NULL)

table clock_marks
  one boolean not null default true
  reckoned_at timestamp with time zone not null
  clock_marks_pkey: PRIMARY KEY (one)
  clock_marks_one_check: CHECK (one)
  CREATE UNIQUE INDEX clock_marks_pkey ON public.clock_marks USING btree (one)

table closed_reports
  record_id uuid not null
  outcome text not null
  closed_at timestamp with time zone not null
  closed_by uuid not null
  closed_reports_pkey: PRIMARY KEY (record_id)
  closed_reports_closed_by_fkey: FOREIGN KEY (closed_by) REFERENCES subjects(id)
  closed_reports_record_id_fkey: FOREIGN KEY (record_id) REFERENCES records(id) ON DELETE CASCADE
  closed_reports_outcome_check: CHECK ((outcome = ANY (ARRAY['no-fault'::text, 'hidden'::text, 'warned'::text])))
  CREATE UNIQUE INDEX closed_reports_pkey ON public.closed_reports USING btree (record_id)

table disclosures
  seller_id uuid not null
  subject_id uuid not null
  record_id uuid not null
  changed_at timestamp with time zone not null
  disclosures_pkey: PRIMARY KEY (seller_id)
  disclosures_subject_id_fkey: FOREIGN KEY (subject_id) REFERENCES subjects(id)
  CREATE UNIQUE INDEX disclosures_pkey ON public.disclosures USING btree (seller_id)

table legal_holds
  id uuid not null
  subject_id uuid not null
  reason text not null
  set_at timestamp with time zone not null
  set_by uuid not null
  expires_at timestamp with time zone not null
  lifted_at timestamp with time zone
  lifted_by uuid
  legal_holds_pkey: PRIMARY KEY (id)
  legal_holds_lifted_by_fkey: FOREIGN KEY (lifted_by) REFERENCES subjects(id)
  legal_holds_set_by_fkey: FOREIGN KEY (set_by) REFERENCES subjects(id)
  legal_holds_subject_id_fkey: FOREIGN KEY (subject_id) REFERENCES subjects(id)
  legal_holds_check: CHECK ((expires_at > set_at))
  legal_holds_reason_check: CHECK ((reason = ANY (ARRAY['dispute'::text, 'court'::text, 'authority'::text, 'investigation'::text])))
  CREATE INDEX legal_holds_of_subject ON public.legal_holds USING btree (subject_id)
  CREATE UNIQUE INDEX legal_holds_pkey ON public.legal_holds USING btree (id)

table letters
  id uuid not null
  template text not null
  locale text not null
  subject_id uuid
  order_id uuid
  facts json not null
  ring smallint
  wrapped bytea
  sealed bytea
  made_at timestamp with time zone not null
  due_at timestamp with time zone not null
  tries smallint not null
  finished_at timestamp with time zone
  outcome text
  letters_pkey: PRIMARY KEY (id)
  letters_check: CHECK (((finished_at IS NULL) = (outcome IS NULL)))
  letters_check1: CHECK (((finished_at IS NULL) OR (sealed IS NULL)))
  letters_locale_check: CHECK ((locale = ANY (ARRAY['ja'::text, 'en'::text])))
  letters_outcome_check: CHECK ((outcome = ANY (ARRAY['sent'::text, 'failed'::text, 'nobody'::text, 'left-out'::text])))
  CREATE INDEX letters_due ON public.letters USING btree (due_at) WHERE (finished_at IS NULL)
  CREATE INDEX letters_finished ON public.letters USING btree (finished_at) WHERE (finished_at IS NOT NULL)
  CREATE UNIQUE INDEX letters_pkey ON public.letters USING btree (id)

table log_entries
  index bigint not null
  at timestamp with time zone not null
  principal text not null
  purpose text not null
  kind text not null
  subject_tag bytea
  about uuid
  leaf text not null
  log_entries_pkey: PRIMARY KEY (index)
  log_entries_index_check: CHECK ((index >= 0))
  CREATE INDEX log_entries_at ON public.log_entries USING brin (at)
  CREATE INDEX log_entries_of_ledger ON public.log_entries USING btree (index) WHERE (purpose = ANY (ARRAY['ledger-told'::text, 'ledger-begun-anew'::text]))
  CREATE INDEX log_entries_of_subject ON public.log_entries USING btree (subject_tag, index) WHERE (subject_tag IS NOT NULL)
  CREATE UNIQUE INDEX log_entries_pkey ON public.log_entries USING btree (index)

table mailboxes
  record_id uuid not null
  subject_id uuid not null
  version smallint not null
  blind_index bytea not null
  is_member boolean not null
  counted_index bytea
  mailboxes_pkey: PRIMARY KEY (record_id)
  mailboxes_record_id_fkey: FOREIGN KEY (record_id) REFERENCES records(id) ON DELETE CASCADE
  mailboxes_blind_index_check: CHECK ((octet_length(blind_index) = 32))
  mailboxes_counted_index_check: CHECK ((octet_length(counted_index) = 32))
  CREATE INDEX mailboxes_by_index ON public.mailboxes USING btree (blind_index)
  CREATE UNIQUE INDEX mailboxes_pkey ON public.mailboxes USING btree (record_id)
  CREATE UNIQUE INDEX one_member_of_a_mailbox ON public.mailboxes USING btree (blind_index) WHERE is_member

table management_codes
  code text not null
  subject_id uuid not null
  management_codes_subject_id_key: UNIQUE (subject_id)
  management_codes_pkey: PRIMARY KEY (code)
  management_codes_subject_id_fkey: FOREIGN KEY (subject_id) REFERENCES subjects(id)
  management_codes_code_check: CHECK ((code ~ '^[A-Z0-9]{8}$'::text))
  CREATE UNIQUE INDEX management_codes_pkey ON public.management_codes USING btree (code)
  CREATE UNIQUE INDEX management_codes_subject_id_key ON public.management_codes USING btree (subject_id)

table message_reports
  record_id uuid not null
  by_seller boolean not null
  order_id uuid not null
  seller_id uuid not null
  reason text not null
  reported_at timestamp with time zone not null
  message_reports_pkey: PRIMARY KEY (record_id, by_seller)
  message_reports_record_id_fkey: FOREIGN KEY (record_id) REFERENCES records(id) ON DELETE CASCADE
  message_reports_reason_check: CHECK ((reason = ANY (ARRAY['threat'::text, 'solicits'::text, 'spam'::text, 'other'::text])))
  CREATE INDEX message_reports_by_time ON public.message_reports USING btree (reported_at, record_id)
  CREATE INDEX message_reports_of_order ON public.message_reports USING btree (order_id, seller_id)
  CREATE UNIQUE INDEX message_reports_pkey ON public.message_reports USING btree (record_id, by_seller)

table messages
  record_id uuid not null
  order_id uuid not null
  seller_id uuid not null
  from_seller boolean not null
  written_at timestamp with time zone not null
  messages_pkey: PRIMARY KEY (record_id)
  messages_record_id_fkey: FOREIGN KEY (record_id) REFERENCES records(id) ON DELETE CASCADE
  CREATE INDEX messages_of_order ON public.messages USING btree (order_id, seller_id, written_at)
  CREATE INDEX messages_of_shop ON public.messages USING btree (seller_id, order_id, written_at)
  CREATE UNIQUE INDEX messages_pkey ON public.messages USING btree (record_id)

table operator_links
  hash bytea not null
  made_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  ended_at timestamp with time zone
  subject_id uuid
  invited_by uuid
  operator_links_pkey: PRIMARY KEY (hash)
  operator_links_invited_by_fkey: FOREIGN KEY (invited_by) REFERENCES subjects(id)
  operator_links_subject_id_fkey: FOREIGN KEY (subject_id) REFERENCES subjects(id)
  CREATE UNIQUE INDEX operator_links_pkey ON public.operator_links USING btree (hash)

table owed_sellers
  seller_id uuid not null
  owed_since timestamp with time zone not null
  owed_sellers_pkey: PRIMARY KEY (seller_id)
  CREATE UNIQUE INDEX owed_sellers_pkey ON public.owed_sellers USING btree (seller_id)

table paid_orders
  order_id uuid not null
  intent_id uuid not null
  amount bigint not null
  currency text not null
  provider text not null
  line_count integer not null
  paid_at timestamp with time zone not null
  paid_orders_pkey: PRIMARY KEY (order_id)
  paid_orders_amount_check: CHECK ((amount >= 0))
  CREATE INDEX paid_orders_paid ON public.paid_orders USING btree (paid_at)
  CREATE UNIQUE INDEX paid_orders_pkey ON public.paid_orders USING btree (order_id)

table parcels
  order_id uuid not null
  seller_id uuid not null
  record_id uuid not null
  shipped_at timestamp with time zone
  labelled_at timestamp with time zone
  sent_id uuid
  parcels_pkey: PRIMARY KEY (order_id, seller_id)
  CREATE INDEX parcels_of_record ON public.parcels USING btree (record_id)
  CREATE UNIQUE INDEX parcels_pkey ON public.parcels USING btree (order_id, seller_id)
  CREATE INDEX parcels_waiting ON public.parcels USING btree (seller_id) WHERE (shipped_at IS NULL)

table passkey_losses
  id uuid not null
  hash bytea not null
  subject_id uuid not null
  letter_id uuid not null
  locale text not null
  asked_at timestamp with time zone not null
  due_at timestamp with time zone not null
  ended_at timestamp with time zone
  outcome text
  passkey_losses_hash_key: UNIQUE (hash)
  passkey_losses_pkey: PRIMARY KEY (id)
  passkey_losses_subject_id_fkey: FOREIGN KEY (subject_id) REFERENCES subjects(id)
  passkey_losses_check: CHECK (((ended_at IS NULL) = (outcome IS NULL)))
  passkey_losses_hash_check: CHECK ((octet_length(hash) = 32))
  passkey_losses_locale_check: CHECK ((locale = ANY (ARRAY['ja'::text, 'en'::text])))
  passkey_losses_outcome_check: CHECK ((outcome = ANY (ARRAY['let-go'::text, 'stopped'::text, 'found'::text])))
  CREATE UNIQUE INDEX one_passkey_loss ON public.passkey_losses USING btree (subject_id) WHERE (ended_at IS NULL)
  CREATE INDEX passkey_losses_due ON public.passkey_losses USING btree (due_at) WHERE (ended_at IS NULL)
  CREATE UNIQUE INDEX passkey_losses_hash_key ON public.passkey_losses USING btree (hash)
  CREATE UNIQUE INDEX passkey_losses_pkey ON public.passkey_losses USING btree (id)

table passkeys
  credential bytea not null
  subject_id uuid not null
  record_id uuid not null
  relying_party text not null
  public_key bytea not null
  algorithm integer not null
  sign_count bigint not null
  enrolled_at timestamp with time zone not null
  used_at timestamp with time zone
  passkeys_pkey: PRIMARY KEY (credential)
  passkeys_subject_id_fkey: FOREIGN KEY (subject_id) REFERENCES subjects(id)
  passkeys_algorithm_check: CHECK ((algorithm = ANY (ARRAY['-7'::integer, '-8'::integer, '-257'::integer])))
  CREATE INDEX passkeys_of_subject ON public.passkeys USING btree (subject_id)
  CREATE UNIQUE INDEX passkeys_pkey ON public.passkeys USING btree (credential)

table payout_accounts
  seller_id uuid not null
  subject_id uuid not null
  record_id uuid not null
  tax_id uuid
  next_id uuid
  next_from timestamp with time zone
  changed_at timestamp with time zone not null
  payout_accounts_pkey: PRIMARY KEY (seller_id)
  payout_accounts_subject_id_fkey: FOREIGN KEY (subject_id) REFERENCES subjects(id)
  payout_accounts_check: CHECK (((next_id IS NULL) = (next_from IS NULL)))
  CREATE INDEX payout_accounts_of_subject ON public.payout_accounts USING btree (subject_id)
  CREATE UNIQUE INDEX payout_accounts_pkey ON public.payout_accounts USING btree (seller_id)

table records
  id uuid not null
  subject_id uuid not null
  kind text not null
  about uuid
  schema smallint not null
  ring smallint not null
  wrapped bytea not null
  sealed bytea not null
  made_at timestamp with time zone not null
  keep_until timestamp with time zone
  need text
  records_pkey: PRIMARY KEY (id)
  records_subject_id_fkey: FOREIGN KEY (subject_id) REFERENCES subjects(id)
  records_need_check: CHECK ((need = ANY (ARRAY['open-order'::text, 'tax-document'::text, 'legal-hold'::text, 'undelivered-order'::text, 'owed-money'::text])))
  records_sealed_check: CHECK ((octet_length(sealed) >= 28))
  records_wrapped_check: CHECK ((octet_length(wrapped) = 60))
  CREATE INDEX records_of_subject ON public.records USING btree (subject_id)
  CREATE INDEX records_pinned ON public.records USING btree (need) WHERE (need = ANY (ARRAY['undelivered-order'::text, 'owed-money'::text]))
  CREATE UNIQUE INDEX records_pkey ON public.records USING btree (id)
  CREATE INDEX records_to_forget ON public.records USING btree (keep_until) WHERE (keep_until IS NOT NULL)

table recovery_codes
  hash bytea not null
  subject_id uuid not null
  made_at timestamp with time zone not null
  used_at timestamp with time zone
  recovery_codes_pkey: PRIMARY KEY (hash)
  recovery_codes_subject_id_fkey: FOREIGN KEY (subject_id) REFERENCES subjects(id)
  recovery_codes_hash_check: CHECK ((octet_length(hash) = 32))
  CREATE INDEX recovery_codes_of_subject ON public.recovery_codes USING btree (subject_id)
  CREATE UNIQUE INDEX recovery_codes_pkey ON public.recovery_codes USING btree (hash)

table refunded_orders
  refund_id uuid not null
  order_id uuid not null
  amount bigint not null
  currency text not null
  refunded_at timestamp with time zone not null
  refunded_orders_pkey: PRIMARY KEY (refund_id)
  refunded_orders_amount_check: CHECK ((amount > 0))
  CREATE UNIQUE INDEX refunded_orders_pkey ON public.refunded_orders USING btree (refund_id)

table restores
  backup_id uuid not null
  restored_at timestamp with time zone not null
  replayed_at timestamp with time zone
  ledger_to bigint
  ledger_lost boolean not null default false
  restores_pkey: PRIMARY KEY (restored_at)
  CREATE UNIQUE INDEX restores_pkey ON public.restores USING btree (restored_at)

table retention_runs
  number bigint not null
  at timestamp with time zone not null
  document text not null
  retention_runs_pkey: PRIMARY KEY (number)
  retention_runs_number_check: CHECK ((number > 0))
  CREATE UNIQUE INDEX retention_runs_pkey ON public.retention_runs USING btree (number)

table ring_keys
  use text not null
  version smallint not null
  fingerprint bytea not null
  made_at timestamp with time zone not null
  destroyed_at timestamp with time zone
  superseded_at timestamp with time zone
  emptied_at timestamp with time zone
  stolen_at timestamp with time zone
  ring_keys_pkey: PRIMARY KEY (use, version)
  CREATE UNIQUE INDEX ring_keys_pkey ON public.ring_keys USING btree (use, version)

table schema_migrations
  name text not null
  hash text not null
  applied_at timestamp with time zone not null default now()
  schema_migrations_pkey: PRIMARY KEY (name)
  CREATE UNIQUE INDEX schema_migrations_pkey ON public.schema_migrations USING btree (name)

table sessions
  id uuid not null
  hash bytea not null
  subject_id uuid not null
  audience text not null
  parent_id uuid
  by_passkey boolean not null
  signed_in_at timestamp with time zone not null
  expires_at timestamp with time zone not null
  ended_at timestamp with time zone
  confirmed_at timestamp with time zone
  used_at timestamp with time zone
  browser text
  sessions_hash_key: UNIQUE (hash)
  sessions_pkey: PRIMARY KEY (id)
  sessions_parent_id_fkey: FOREIGN KEY (parent_id) REFERENCES sessions(id) ON DELETE CASCADE
  sessions_subject_id_fkey: FOREIGN KEY (subject_id) REFERENCES subjects(id)
  sessions_audience_check: CHECK ((audience = ANY (ARRAY['accounts'::text, 'storefront'::text, 'console'::text])))
  sessions_hash_check: CHECK ((octet_length(hash) = 32))
  CREATE UNIQUE INDEX sessions_hash_key ON public.sessions USING btree (hash)
  CREATE INDEX sessions_of_parent ON public.sessions USING btree (parent_id) WHERE (parent_id IS NOT NULL)
  CREATE INDEX sessions_of_subject ON public.sessions USING btree (subject_id)
  CREATE UNIQUE INDEX sessions_pkey ON public.sessions USING btree (id)
  CREATE INDEX sessions_to_sweep ON public.sessions USING btree (expires_at)

table shreds
  id uuid
  shredded_at timestamp with time zone not null
  number bigint not null
  kind text not null default 'unknown'::text
  rule text not null default 'unknown'::text
  hash bytea not null
  shreds_pkey: PRIMARY KEY (number)
  shreds_hash_check: CHECK ((octet_length(hash) = 32))
  CREATE UNIQUE INDEX shreds_by_id ON public.shreds USING btree (id)
  CREATE UNIQUE INDEX shreds_pkey ON public.shreds USING btree (number)

table subjects
  id uuid not null
  kind text not null
  made_at timestamp with time zone not null
  joined uuid
  forgotten_at timestamp with time zone
  subjects_pkey: PRIMARY KEY (id)
  subjects_joined_fkey: FOREIGN KEY (joined) REFERENCES subjects(id)
  subjects_kind_check: CHECK ((kind = ANY (ARRAY['member'::text, 'guest'::text, 'operator'::text])))
  CREATE INDEX forgotten_subjects ON public.subjects USING btree (id) WHERE (forgotten_at IS NOT NULL)
  CREATE INDEX subjects_guests ON public.subjects USING btree (made_at) WHERE (kind = 'guest'::text)
  CREATE INDEX subjects_joined ON public.subjects USING btree (joined) WHERE (joined IS NOT NULL)
  CREATE UNIQUE INDEX subjects_pkey ON public.subjects USING btree (id)

table used_once
  id uuid not null
  used_at timestamp with time zone not null
  used_once_pkey: PRIMARY KEY (id)
  CREATE UNIQUE INDEX used_once_pkey ON public.used_once USING btree (id)
  CREATE INDEX used_once_to_sweep ON public.used_once USING btree (used_at)

view needed_records
 SELECT p.record_id,
    'undelivered-order'::text AS need,
    NULL::timestamp with time zone AS until
   FROM parcels p
     JOIN paid_orders o USING (order_id)
  WHERE p.shipped_at IS NULL AND o.amount::numeric > COALESCE(( SELECT sum(f.amount) AS sum
           FROM refunded_orders f
          WHERE f.order_id = p.order_id), 0::numeric)
UNION ALL
 SELECT account.id AS record_id,
    'owed-money'::text AS need,
    (((o.owed_since AT TIME ZONE 'UTC'::text) + '5 years'::interval) AT TIME ZONE 'UTC'::text) AS until
   FROM payout_accounts a
     JOIN owed_sellers o USING (seller_id)
     CROSS JOIN LATERAL ( VALUES (a.record_id), (a.next_id)) account(id)
  WHERE account.id IS NOT NULL;

functions

