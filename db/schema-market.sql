-- Written by db/generate.ts from the catalogue, to be read and compared, not run.

table cart_lines
  cart_id uuid not null
  work_id uuid not null
  price bigint not null
  currency text not null
  added_at timestamp with time zone not null
  cart_lines_pkey: PRIMARY KEY (cart_id, work_id)
  cart_lines_cart_id_fkey: FOREIGN KEY (cart_id) REFERENCES carts(id) ON DELETE CASCADE
  cart_lines_work_id_fkey: FOREIGN KEY (work_id) REFERENCES works(id)
  CREATE UNIQUE INDEX cart_lines_pkey ON public.cart_lines USING btree (cart_id, work_id)

table carts
  id uuid not null
  version integer not null default 1
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  carts_pkey: PRIMARY KEY (id)
  CREATE UNIQUE INDEX carts_pkey ON public.carts USING btree (id)

table commission_rules
  id uuid not null
  position integer not null
  category text
  seller_id uuid
  rate integer not null
  valid_from timestamp with time zone not null
  valid_until timestamp with time zone
  commission_rules_position_key: UNIQUE ("position")
  commission_rules_pkey: PRIMARY KEY (id)
  commission_rules_seller_id_fkey: FOREIGN KEY (seller_id) REFERENCES sellers(id)
  commission_rules_rate_check: CHECK (((rate >= 0) AND (rate <= 10000)))
  CREATE UNIQUE INDEX commission_rules_pkey ON public.commission_rules USING btree (id)
  CREATE UNIQUE INDEX commission_rules_position_key ON public.commission_rules USING btree ("position")

table edition_files
  edition_id uuid not null
  upload_id uuid not null
  position smallint not null
  name text not null
  edition_files_pkey: PRIMARY KEY (edition_id, upload_id)
  edition_files_edition_id_fkey: FOREIGN KEY (edition_id) REFERENCES editions(id)
  edition_files_upload_id_fkey: FOREIGN KEY (upload_id) REFERENCES uploads(id)
  CREATE INDEX edition_files_of_upload ON public.edition_files USING btree (upload_id)
  CREATE UNIQUE INDEX edition_files_pkey ON public.edition_files USING btree (edition_id, upload_id)

table editions
  id uuid not null
  work_id uuid not null
  number integer not null
  created_at timestamp with time zone not null
  editions_work_id_number_key: UNIQUE (work_id, number)
  editions_pkey: PRIMARY KEY (id)
  editions_work_id_fkey: FOREIGN KEY (work_id) REFERENCES works(id)
  editions_number_check: CHECK ((number > 0))
  CREATE UNIQUE INDEX editions_pkey ON public.editions USING btree (id)
  CREATE UNIQUE INDEX editions_work_id_number_key ON public.editions USING btree (work_id, number)

table entitlements
  order_id uuid not null
  position smallint not null
  work_id uuid not null
  edition_id uuid not null
  granted_at timestamp with time zone not null
  revoked_at timestamp with time zone
  entitlements_pkey: PRIMARY KEY (order_id, "position")
  entitlements_order_id_position_fkey: FOREIGN KEY (order_id, "position") REFERENCES order_lines(order_id, "position")
  CREATE UNIQUE INDEX entitlements_pkey ON public.entitlements USING btree (order_id, "position")

table holds
  order_id uuid not null
  work_id uuid not null
  holds_pkey: PRIMARY KEY (order_id, work_id)
  holds_order_id_fkey: FOREIGN KEY (order_id) REFERENCES orders(id)
  holds_work_id_fkey: FOREIGN KEY (work_id) REFERENCES works(id)
  CREATE UNIQUE INDEX holds_pkey ON public.holds USING btree (order_id, work_id)

table intents
  id uuid not null
  order_id uuid not null
  provider text not null
  method text not null
  amount bigint not null
  currency text not null
  state text not null default 'created'::text
  session text
  session_url text
  created_at timestamp with time zone not null
  handed_off_at timestamp with time zone
  ended_at timestamp with time zone
  asks integer not null default 0
  ask_after timestamp with time zone not null
  intents_pkey: PRIMARY KEY (id)
  intents_order_id_fkey: FOREIGN KEY (order_id) REFERENCES orders(id)
  intents_amount_check: CHECK (((amount > 0) OR ((amount = 0) AND (method = 'none'::text))))
  intents_method_check: CHECK ((method = ANY (ARRAY['card'::text, 'konbini'::text, 'wallet'::text, 'none'::text])))
  intents_state_check: CHECK ((state = ANY (ARRAY['created'::text, 'handed-off'::text, 'paid'::text, 'failed'::text, 'expired'::text])))
  CREATE INDEX intents_of_order ON public.intents USING btree (order_id)
  CREATE UNIQUE INDEX intents_one_open ON public.intents USING btree (order_id) WHERE (state = ANY (ARRAY['created'::text, 'handed-off'::text, 'paid'::text]))
  CREATE UNIQUE INDEX intents_pkey ON public.intents USING btree (id)
  CREATE INDEX intents_to_ask ON public.intents USING btree (ask_after) WHERE (state = ANY (ARRAY['created'::text, 'handed-off'::text]))

table ledger_postings
  transaction_id uuid not null
  position smallint not null
  account text not null
  currency text not null
  amount bigint not null
  ledger_postings_pkey: PRIMARY KEY (transaction_id, "position")
  ledger_postings_transaction_id_fkey: FOREIGN KEY (transaction_id) REFERENCES ledger_transactions(id)
  ledger_postings_account_check: CHECK ((account ~ '^(seller|market|provider):[a-z0-9-]+$'::text))
  ledger_postings_amount_check: CHECK ((amount <> 0))
  CREATE INDEX ledger_postings_of_account ON public.ledger_postings USING btree (account, transaction_id)
  CREATE UNIQUE INDEX ledger_postings_pkey ON public.ledger_postings USING btree (transaction_id, "position")
  CREATE TRIGGER ledger_postings_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_postings FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()
  CREATE TRIGGER ledger_postings_balance AFTER INSERT ON public.ledger_postings REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION assert_transactions_balance()

table ledger_transactions
  id uuid not null
  kind text not null
  reference uuid not null
  order_id uuid not null
  posted_at timestamp with time zone not null
  ledger_transactions_kind_reference_key: UNIQUE (kind, reference)
  ledger_transactions_pkey: PRIMARY KEY (id)
  ledger_transactions_order_id_fkey: FOREIGN KEY (order_id) REFERENCES orders(id)
  ledger_transactions_kind_check: CHECK ((kind = ANY (ARRAY['sale'::text, 'refund'::text, 'late-payment'::text, 'late-refund'::text, 'payout'::text])))
  CREATE UNIQUE INDEX ledger_transactions_kind_reference_key ON public.ledger_transactions USING btree (kind, reference)
  CREATE INDEX ledger_transactions_of_order ON public.ledger_transactions USING btree (order_id)
  CREATE UNIQUE INDEX ledger_transactions_pkey ON public.ledger_transactions USING btree (id)
  CREATE TRIGGER ledger_transactions_append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_transactions FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()

table order_lines
  order_id uuid not null
  position smallint not null
  work_id uuid not null
  edition_id uuid not null
  seller_id uuid not null
  title text not null
  price bigint not null
  tax_rate integer not null
  commission_rate integer not null
  market_share bigint not null generated: ((price * commission_rate) / 10000)
  seller_share bigint not null generated: (price - ((price * commission_rate) / 10000))
  order_lines_pkey: PRIMARY KEY (order_id, "position")
  order_lines_edition_id_fkey: FOREIGN KEY (edition_id) REFERENCES editions(id)
  order_lines_order_id_fkey: FOREIGN KEY (order_id) REFERENCES orders(id)
  order_lines_commission_rate_check: CHECK (((commission_rate >= 0) AND (commission_rate <= 10000)))
  order_lines_price_check: CHECK ((price >= 0))
  order_lines_tax_rate_check: CHECK (((tax_rate >= 0) AND (tax_rate <= 10000)))
  CREATE INDEX order_lines_of_seller ON public.order_lines USING btree (seller_id, order_id)
  CREATE UNIQUE INDEX order_lines_pkey ON public.order_lines USING btree (order_id, "position")

table orders
  id uuid not null
  cart_id uuid not null
  cart_version integer not null
  currency text not null
  total bigint not null
  locale text not null
  ticket_hash bytea not null
  ticket_expires timestamp with time zone not null
  held_at timestamp with time zone not null
  hold_until timestamp with time zone not null
  orders_cart_id_cart_version_key: UNIQUE (cart_id, cart_version)
  orders_pkey: PRIMARY KEY (id)
  orders_currency_check: CHECK ((currency ~ '^[A-Z]{3}$'::text))
  orders_locale_check: CHECK ((locale = ANY (ARRAY['ja'::text, 'en'::text])))
  orders_total_check: CHECK ((total >= 0))
  CREATE INDEX orders_by_hold_end ON public.orders USING btree (hold_until, id)
  CREATE UNIQUE INDEX orders_cart_id_cart_version_key ON public.orders USING btree (cart_id, cart_version)
  CREATE INDEX orders_newest ON public.orders USING btree (held_at DESC, id)
  CREATE UNIQUE INDEX orders_pkey ON public.orders USING btree (id)

table outbox
  id bigint not null
  kind text not null
  order_id uuid not null
  reference uuid not null
  amount bigint not null
  currency text not null
  happened_at timestamp with time zone not null
  told_at timestamp with time zone
  outbox_pkey: PRIMARY KEY (id)
  outbox_order_id_fkey: FOREIGN KEY (order_id) REFERENCES orders(id)
  outbox_kind_check: CHECK ((kind = ANY (ARRAY['paid'::text, 'refunded'::text])))
  CREATE UNIQUE INDEX outbox_pkey ON public.outbox USING btree (id)
  CREATE INDEX outbox_untold ON public.outbox USING btree (id) WHERE (told_at IS NULL)

table payment_cursors
  name text not null
  position text not null
  payment_cursors_pkey: PRIMARY KEY (name)
  CREATE UNIQUE INDEX payment_cursors_pkey ON public.payment_cursors USING btree (name)

table pictures
  id uuid not null
  seller_id uuid not null
  work_id uuid
  upload_id uuid not null
  position smallint not null default 0
  alt text not null default ''::text
  pictures_pkey: PRIMARY KEY (id)
  pictures_seller_id_fkey: FOREIGN KEY (seller_id) REFERENCES sellers(id)
  pictures_upload_id_fkey: FOREIGN KEY (upload_id) REFERENCES uploads(id)
  pictures_work_id_fkey: FOREIGN KEY (work_id) REFERENCES works(id)
  pictures_alt_check: CHECK ((length(alt) <= 300))
  CREATE INDEX pictures_of_upload ON public.pictures USING btree (upload_id)
  CREATE INDEX pictures_of_work ON public.pictures USING btree (work_id, "position")
  CREATE UNIQUE INDEX pictures_pkey ON public.pictures USING btree (id)

table provider_events
  provider text not null
  event_id text not null
  intent_id uuid not null
  kind text not null
  amount bigint not null
  currency text not null
  received_at timestamp with time zone not null
  outcome text not null
  provider_events_pkey: PRIMARY KEY (provider, event_id)
  provider_events_intent_id_fkey: FOREIGN KEY (intent_id) REFERENCES intents(id)
  provider_events_event_id_check: CHECK ((length(event_id) <= 200))
  CREATE INDEX provider_events_mismatched ON public.provider_events USING btree (received_at DESC) WHERE (outcome = 'mismatch'::text)
  CREATE UNIQUE INDEX provider_events_pkey ON public.provider_events USING btree (provider, event_id)

table refund_lines
  refund_id uuid not null
  position smallint not null
  amount bigint not null
  refund_lines_pkey: PRIMARY KEY (refund_id, "position")
  refund_lines_refund_id_fkey: FOREIGN KEY (refund_id) REFERENCES refunds(id)
  refund_lines_amount_check: CHECK ((amount > 0))
  CREATE UNIQUE INDEX refund_lines_pkey ON public.refund_lines USING btree (refund_id, "position")

table refunds
  id uuid not null
  request_id uuid not null
  order_id uuid not null
  intent_id uuid not null
  amount bigint not null
  currency text not null
  reason text not null
  requested_by uuid
  state text not null default 'pending'::text
  requested_at timestamp with time zone not null
  ended_at timestamp with time zone
  provider_refund text
  asks integer not null default 0
  ask_after timestamp with time zone not null
  refunds_request_id_key: UNIQUE (request_id)
  refunds_pkey: PRIMARY KEY (id)
  refunds_intent_id_fkey: FOREIGN KEY (intent_id) REFERENCES intents(id)
  refunds_order_id_fkey: FOREIGN KEY (order_id) REFERENCES orders(id)
  refunds_amount_check: CHECK ((amount > 0))
  refunds_reason_check: CHECK ((reason = ANY (ARRAY['buyer-asked'::text, 'defect'::text, 'fraud'::text, 'late-payment'::text, 'other'::text])))
  refunds_state_check: CHECK ((state = ANY (ARRAY['pending'::text, 'confirmed'::text, 'failed'::text])))
  CREATE INDEX refunds_by_request_time ON public.refunds USING btree (requested_at)
  CREATE INDEX refunds_failed ON public.refunds USING btree (ended_at DESC) WHERE (state = 'failed'::text)
  CREATE INDEX refunds_of_order ON public.refunds USING btree (order_id)
  CREATE UNIQUE INDEX refunds_pkey ON public.refunds USING btree (id)
  CREATE UNIQUE INDEX refunds_request_id_key ON public.refunds USING btree (request_id)
  CREATE INDEX refunds_to_ask ON public.refunds USING btree (ask_after) WHERE (state = 'pending'::text)

table releases
  order_id uuid not null
  released_at timestamp with time zone not null
  releases_pkey: PRIMARY KEY (order_id)
  releases_order_id_fkey: FOREIGN KEY (order_id) REFERENCES orders(id)
  CREATE UNIQUE INDEX releases_pkey ON public.releases USING btree (order_id)

table renditions
  picture_id uuid not null
  format text not null
  width integer not null
  height integer not null
  bytes integer not null
  storage_key text not null
  renditions_pkey: PRIMARY KEY (picture_id, format, width)
  renditions_picture_id_fkey: FOREIGN KEY (picture_id) REFERENCES pictures(id)
  renditions_bytes_check: CHECK ((bytes > 0))
  renditions_format_check: CHECK ((format = ANY (ARRAY['avif'::text, 'webp'::text, 'jpeg'::text])))
  renditions_height_check: CHECK ((height > 0))
  renditions_width_check: CHECK ((width > 0))
  CREATE UNIQUE INDEX renditions_pkey ON public.renditions USING btree (picture_id, format, width)
  CREATE TRIGGER renditions_announce AFTER INSERT ON public.renditions FOR EACH ROW EXECUTE FUNCTION announce_picture()

table reports
  id uuid not null
  work_id uuid not null
  reason text not null
  note text not null
  reported_at timestamp with time zone not null
  reports_pkey: PRIMARY KEY (id)
  reports_work_id_fkey: FOREIGN KEY (work_id) REFERENCES works(id)
  reports_note_check: CHECK ((length(note) <= 1000))
  reports_reason_check: CHECK ((reason = ANY (ARRAY['rights'::text, 'illegal'::text, 'misleading'::text, 'harmful'::text, 'other'::text])))
  CREATE INDEX reports_newest ON public.reports USING btree (reported_at DESC, id)
  CREATE UNIQUE INDEX reports_pkey ON public.reports USING btree (id)

table schema_migrations
  name text not null
  hash text not null
  applied_at timestamp with time zone not null default now()
  schema_migrations_pkey: PRIMARY KEY (name)
  CREATE UNIQUE INDEX schema_migrations_pkey ON public.schema_migrations USING btree (name)

table search_documents
  work_id uuid not null
  tokens tsvector not null
  published_at timestamp with time zone not null default '-infinity'::timestamp with time zone
  version smallint not null
  search_documents_pkey: PRIMARY KEY (work_id)
  search_documents_work_id_fkey: FOREIGN KEY (work_id) REFERENCES works(id)
  CREATE UNIQUE INDEX search_documents_pkey ON public.search_documents USING btree (work_id)
  CREATE INDEX search_documents_tokens ON public.search_documents USING gin (tokens) WITH (fastupdate=off)

table search_words
  word text not null
  search_words_pkey: PRIMARY KEY (word)
  search_words_word_check: CHECK (((length(word) >= 4) AND (length(word) <= 40)))
  CREATE INDEX search_words_likeness ON public.search_words USING gin (word gin_trgm_ops)
  CREATE UNIQUE INDEX search_words_pkey ON public.search_words USING btree (word)

table sellers
  id uuid not null
  member_id uuid not null
  handle text not null
  kind text not null
  name text not null
  introduction text not null default ''::text
  picture_id uuid
  version integer not null default 1
  opened_at timestamp with time zone not null
  sellers_handle_key: UNIQUE (handle)
  sellers_member_id_key: UNIQUE (member_id)
  sellers_pkey: PRIMARY KEY (id)
  sellers_picture_id_fkey: FOREIGN KEY (picture_id) REFERENCES pictures(id)
  sellers_handle_check: CHECK ((handle ~ '^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$'::text))
  sellers_introduction_check: CHECK ((length(introduction) <= 4000))
  sellers_kind_check: CHECK ((kind = ANY (ARRAY['creator'::text, 'shop'::text])))
  sellers_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 80)))
  CREATE UNIQUE INDEX sellers_handle_key ON public.sellers USING btree (handle)
  CREATE UNIQUE INDEX sellers_member_id_key ON public.sellers USING btree (member_id)
  CREATE UNIQUE INDEX sellers_pkey ON public.sellers USING btree (id)
  CREATE TRIGGER sellers_announce AFTER INSERT OR UPDATE ON public.sellers FOR EACH ROW EXECUTE FUNCTION announce_seller()

table slips
  intent_id uuid not null
  shop text not null
  number text not null
  pay_before timestamp with time zone not null
  slips_pkey: PRIMARY KEY (intent_id)
  slips_intent_id_fkey: FOREIGN KEY (intent_id) REFERENCES intents(id)
  slips_number_check: CHECK ((length(number) <= 100))
  slips_shop_check: CHECK ((length(shop) <= 100))
  CREATE UNIQUE INDEX slips_pkey ON public.slips USING btree (intent_id)

table stocks
  work_id uuid not null
  available integer not null
  stocks_pkey: PRIMARY KEY (work_id)
  stocks_work_id_fkey: FOREIGN KEY (work_id) REFERENCES works(id)
  stocks_available_check: CHECK ((available >= 0))
  CREATE UNIQUE INDEX stocks_pkey ON public.stocks USING btree (work_id)
  CREATE TRIGGER stocks_announce AFTER INSERT OR DELETE ON public.stocks FOR EACH ROW EXECUTE FUNCTION announce_work()
  CREATE TRIGGER stocks_announce_end AFTER UPDATE ON public.stocks FOR EACH ROW WHEN (((old.available = 0) <> (new.available = 0))) EXECUTE FUNCTION announce_stock_end()

table takedowns
  id uuid not null
  work_id uuid not null
  reason text not null
  note text not null default ''::text
  taken_by uuid not null
  taken_at timestamp with time zone not null
  lifted_at timestamp with time zone
  takedowns_pkey: PRIMARY KEY (id)
  takedowns_work_id_fkey: FOREIGN KEY (work_id) REFERENCES works(id)
  takedowns_note_check: CHECK ((length(note) <= 1000))
  takedowns_reason_check: CHECK ((reason = ANY (ARRAY['rights'::text, 'illegal'::text, 'misleading'::text, 'harmful'::text, 'seller-left'::text, 'other'::text])))
  CREATE UNIQUE INDEX takedowns_pkey ON public.takedowns USING btree (id)
  CREATE UNIQUE INDEX takedowns_standing ON public.takedowns USING btree (work_id) WHERE (lifted_at IS NULL)
  CREATE TRIGGER takedowns_announce AFTER INSERT OR UPDATE ON public.takedowns FOR EACH ROW EXECUTE FUNCTION announce_work()

table upload_checks
  upload_id uuid not null
  verdict text not null
  reason text
  sha256 text
  media_type text
  checked_at timestamp with time zone not null
  upload_checks_pkey: PRIMARY KEY (upload_id)
  upload_checks_upload_id_fkey: FOREIGN KEY (upload_id) REFERENCES uploads(id)
  upload_checks_check: CHECK (((verdict = 'refused'::text) OR ((sha256 IS NOT NULL) AND (media_type IS NOT NULL))))
  upload_checks_sha256_check: CHECK ((sha256 ~ '^[0-9a-f]{64}$'::text))
  upload_checks_verdict_check: CHECK ((verdict = ANY (ARRAY['accepted'::text, 'refused'::text])))
  CREATE UNIQUE INDEX upload_checks_pkey ON public.upload_checks USING btree (upload_id)

table upload_rounds
  at timestamp with time zone not null
  upload_rounds_pkey: PRIMARY KEY (at)
  CREATE UNIQUE INDEX upload_rounds_pkey ON public.upload_rounds USING btree (at)

table uploads
  id uuid not null
  seller_id uuid not null
  purpose text not null
  name text not null
  bytes bigint not null
  storage_key text not null
  begun_at timestamp with time zone not null
  received_at timestamp with time zone
  uploads_pkey: PRIMARY KEY (id)
  uploads_seller_id_fkey: FOREIGN KEY (seller_id) REFERENCES sellers(id)
  uploads_bytes_check: CHECK ((bytes > 0))
  uploads_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 255)))
  uploads_purpose_check: CHECK ((purpose = ANY (ARRAY['work-file'::text, 'picture'::text])))
  CREATE INDEX uploads_by_storage_key ON public.uploads USING btree (storage_key)
  CREATE INDEX uploads_of_seller ON public.uploads USING btree (seller_id, begun_at DESC)
  CREATE UNIQUE INDEX uploads_pkey ON public.uploads USING btree (id)

table work_files
  work_id uuid not null
  upload_id uuid not null
  position smallint not null
  name text not null
  work_files_pkey: PRIMARY KEY (work_id, upload_id)
  work_files_upload_id_fkey: FOREIGN KEY (upload_id) REFERENCES uploads(id)
  work_files_work_id_fkey: FOREIGN KEY (work_id) REFERENCES works(id)
  work_files_name_check: CHECK (((length(name) >= 1) AND (length(name) <= 255)))
  CREATE INDEX work_files_of_upload ON public.work_files USING btree (upload_id)
  CREATE UNIQUE INDEX work_files_pkey ON public.work_files USING btree (work_id, upload_id)

table works
  id uuid not null
  seller_id uuid not null
  state text not null default 'draft'::text
  title text not null
  description text not null default ''::text
  category text not null
  language text not null
  tags text[] not null default '{}'::text[]
  price bigint not null
  currency text not null
  tax_rate integer not null default 1000
  cover_id uuid
  edition_id uuid
  version integer not null default 1
  created_at timestamp with time zone not null
  updated_at timestamp with time zone not null
  published_at timestamp with time zone
  ships boolean not null default false
  works_pkey: PRIMARY KEY (id)
  works_cover_id_fkey: FOREIGN KEY (cover_id) REFERENCES pictures(id)
  works_edition_id_fkey: FOREIGN KEY (edition_id) REFERENCES editions(id)
  works_seller_id_fkey: FOREIGN KEY (seller_id) REFERENCES sellers(id)
  works_category_check: CHECK ((category = ANY (ARRAY['ebook'::text, 'comic'::text, 'sheet-music'::text, 'photo'::text, 'illustration'::text, 'web-template'::text, 'course'::text, 'audio'::text, 'software'::text, 'other'::text])))
  works_check: CHECK (((state <> 'published'::text) OR (published_at IS NOT NULL)))
  works_currency_check: CHECK ((currency ~ '^[A-Z]{3}$'::text))
  works_description_check: CHECK ((length(description) <= 20000))
  works_language_check: CHECK ((language = ANY (ARRAY['ja'::text, 'en'::text, 'fr'::text, 'zh'::text, 'ko'::text, 'other'::text, 'none'::text])))
  works_price_check: CHECK (((price >= 0) AND (price <= 10000000)))
  works_state_check: CHECK ((state = ANY (ARRAY['draft'::text, 'published'::text, 'withdrawn'::text])))
  works_tags_check: CHECK ((cardinality(tags) <= 10))
  works_tax_rate_check: CHECK (((tax_rate >= 0) AND (tax_rate <= 10000)))
  works_title_check: CHECK (((length(title) >= 1) AND (length(title) <= 200)))
  CREATE INDEX works_newest ON public.works USING btree (published_at DESC, id) WHERE (state = 'published'::text)
  CREATE INDEX works_newest_by_category ON public.works USING btree (category, published_at DESC, id) WHERE (state = 'published'::text)
  CREATE INDEX works_of_seller ON public.works USING btree (seller_id, created_at DESC)
  CREATE UNIQUE INDEX works_pkey ON public.works USING btree (id)
  CREATE TRIGGER works_announce AFTER INSERT OR UPDATE ON public.works FOR EACH ROW EXECUTE FUNCTION announce_work_itself()
  CREATE TRIGGER works_ship_or_not BEFORE UPDATE OF ships ON public.works FOR EACH ROW WHEN ((old.ships IS DISTINCT FROM new.ships)) EXECUTE FUNCTION refuse_other_delivery()

view downloadable_files
 SELECT l.order_id,
    l."position",
    l.work_id,
    e.id AS edition_id,
    e.number AS edition_number,
    f.upload_id,
    f."position" AS file_position,
    f.name,
    u.bytes,
    u.storage_key,
    c.sha256,
    c.media_type
   FROM entitlements l
     JOIN editions bought ON bought.id = l.edition_id
     JOIN editions e ON e.work_id = l.work_id AND e.number >= bought.number
     JOIN edition_files f ON f.edition_id = e.id
     JOIN uploads u ON u.id = f.upload_id
     JOIN upload_checks c ON c.upload_id = u.id AND c.verdict = 'accepted'::text
  WHERE l.revoked_at IS NULL;

view listings
 SELECT w.id,
    w.seller_id,
    w.title,
    w.description,
    w.category,
    w.language,
    w.tags,
    w.price,
    w.currency,
    w.tax_rate,
    w.cover_id,
    w.edition_id,
    w.version,
    w.published_at,
    s.name AS seller_name,
    s.handle AS seller_handle,
    k.available,
    w.ships
   FROM works w
     JOIN sellers s ON s.id = w.seller_id
     LEFT JOIN stocks k ON k.work_id = w.id
  WHERE w.state = 'published'::text AND NOT (EXISTS ( SELECT 1
           FROM takedowns t
          WHERE t.work_id = w.id AND t.lifted_at IS NULL));

view order_facts
 SELECT f.id,
    f.currency,
    f.total,
    f.locale,
    f.ticket_hash,
    f.ticket_expires,
    f.held_at,
    f.hold_until,
    f.line_count,
    f.intent_id,
    f.intent_state,
    f.provider,
    f.method,
    f.intent_at,
    f.paid_at,
    f.released_at,
    f.refunded,
    f.refund_pending,
    f.late_pending,
        CASE
            WHEN f.paid_at IS NOT NULL THEN
            CASE
                WHEN f.refunded = 0 THEN 'paid'::text
                WHEN f.refunded < f.total THEN 'partly-refunded'::text
                ELSE 'refunded'::text
            END
            WHEN f.released_at IS NOT NULL THEN
            CASE
                WHEN f.late_pending > 0 THEN 'late-refunding'::text
                ELSE 'released'::text
            END
            WHEN f.intent_id IS NULL THEN 'held'::text
            WHEN f.intent_state = ANY (ARRAY['created'::text, 'handed-off'::text]) THEN 'awaiting-payment'::text
            ELSE 'failed'::text
        END AS state,
    s.shop AS slip_shop,
    s.number AS slip_number,
    s.pay_before AS slip_pay_before
   FROM ( SELECT o.id,
            o.currency,
            o.total,
            o.locale,
            o.ticket_hash,
            o.ticket_expires,
            o.held_at,
            o.hold_until,
            ( SELECT count(*)::integer AS count
                   FROM order_lines l
                  WHERE l.order_id = o.id) AS line_count,
            i.id AS intent_id,
            i.state AS intent_state,
            i.provider,
            i.method,
            i.created_at AS intent_at,
                CASE
                    WHEN i.state = 'paid'::text THEN i.ended_at
                    ELSE NULL::timestamp with time zone
                END AS paid_at,
            r.released_at,
            ( SELECT COALESCE(sum(f_1.amount), 0::numeric)::bigint AS "coalesce"
                   FROM refunds f_1
                  WHERE f_1.order_id = o.id AND f_1.state = 'confirmed'::text AND f_1.reason <> 'late-payment'::text) AS refunded,
            ( SELECT COALESCE(sum(f_1.amount), 0::numeric)::bigint AS "coalesce"
                   FROM refunds f_1
                  WHERE f_1.order_id = o.id AND f_1.state = 'pending'::text AND f_1.reason <> 'late-payment'::text) AS refund_pending,
            ( SELECT COALESCE(sum(f_1.amount), 0::numeric)::bigint AS "coalesce"
                   FROM refunds f_1
                  WHERE f_1.order_id = o.id AND f_1.state = 'pending'::text AND f_1.reason = 'late-payment'::text) AS late_pending
           FROM orders o
             LEFT JOIN LATERAL ( SELECT i_1.id,
                    i_1.order_id,
                    i_1.provider,
                    i_1.method,
                    i_1.amount,
                    i_1.currency,
                    i_1.state,
                    i_1.session,
                    i_1.session_url,
                    i_1.created_at,
                    i_1.handed_off_at,
                    i_1.ended_at,
                    i_1.asks,
                    i_1.ask_after
                   FROM intents i_1
                  WHERE i_1.order_id = o.id
                  ORDER BY (i_1.state = 'paid'::text) DESC, i_1.created_at DESC
                 LIMIT 1) i ON true
             LEFT JOIN releases r ON r.order_id = o.id) f
     LEFT JOIN slips s ON s.intent_id = f.intent_id;

view order_line_facts
 SELECT l.order_id,
    l."position",
    l.work_id,
    l.edition_id,
    l.title,
    l.price,
    l.tax_rate,
    l.commission_rate,
    l.market_share,
    l.seller_share,
    l.seller_id,
    s.name AS seller_name,
    s.handle AS seller_handle,
    e.granted_at,
    e.revoked_at,
    w.ships
   FROM order_lines l
     JOIN sellers s ON s.id = l.seller_id
     JOIN works w ON w.id = l.work_id
     LEFT JOIN entitlements e ON e.order_id = l.order_id AND e."position" = l."position";

view seller_facts
 SELECT id,
    member_id,
    handle,
    kind,
    name,
    opened_at
   FROM sellers;

view seller_postings
 SELECT SUBSTRING(p.account FROM 8)::uuid AS seller_id,
    t.id AS transaction_id,
    t.kind,
    t.order_id,
    t.posted_at,
    p.currency,
    p.amount,
    p.account
   FROM ledger_postings p
     JOIN ledger_transactions t ON t.id = p.transaction_id
  WHERE p.account ~~ 'seller:%'::text;

view unsettled_money
 SELECT 'mismatch'::text AS kind,
    e.provider,
    i.order_id,
    e.received_at AS since,
    e.event_id AS reference,
    e.amount,
    e.currency,
    i.amount AS expected
   FROM provider_events e
     JOIN intents i ON i.id = e.intent_id
  WHERE e.outcome = 'mismatch'::text
UNION ALL
 SELECT 'refund-refused'::text AS kind,
    i.provider,
    r.order_id,
    r.ended_at AS since,
    r.id::text AS reference,
    r.amount,
    r.currency,
    r.amount AS expected
   FROM refunds r
     JOIN intents i ON i.id = r.intent_id
  WHERE r.state = 'failed'::text;

functions
  add_to_cart(p_cart uuid, p_work uuid, p_price bigint, p_currency text, p_most_lines integer, p_now timestamp with time zone) returns void
  announce_picture() returns trigger
  announce_seller() returns trigger
  announce_stock_end() returns trigger
  announce_work() returns trigger
  announce_work_itself() returns trigger
  assert_transactions_balance() returns trigger
  book_sales(p_told json) returns void
  commission_rate(p_category text, p_seller uuid, p_now timestamp with time zone) returns integer
  drop_unused_uploads(p_now timestamp with time zone, p_unused interval, p_rounds integer, p_limit integer) returns integer security definer
  end_intent(p_intent uuid, p_state text, p_now timestamp with time zone) returns boolean security definer
  enqueue_job(p_name text, p_payload json, p_key text) returns void security definer
  finish_payment(p_provider text, p_event text, p_kind text, p_intent uuid, p_amount bigint, p_currency text, p_now timestamp with time zone, p_transaction uuid, p_refund uuid, p_session text) returns text security definer
  finish_payments(p_told json) returns SETOF uuid security definer
  finish_refund(p_refund uuid, p_now timestamp with time zone, p_transaction uuid) returns boolean security definer
  hold_order(p_order uuid, p_cart uuid, p_cart_version integer, p_ticket_hash bytea, p_now timestamp with time zone, p_hold_minutes integer, p_locale text) returns TABLE(order_id uuid, total bigint, currency text, outcome text) security definer
  hold_orders(p_wishes json) returns TABLE(order_id uuid, total bigint, currency text) security definer
  open_intent(p_intent uuid, p_order uuid, p_provider text, p_method text, p_amount bigint, p_currency text, p_now timestamp with time zone, p_ask_after timestamp with time zone) returns SETOF intents
  open_intents(p_wishes json) returns SETOF intents
  refuse_change() returns trigger
  refuse_other_delivery() returns trigger
  release_hold(p_order uuid, p_now timestamp with time zone) returns boolean security definer
  search_span(p_level integer, p_at timestamp with time zone) returns bigint
  search_spans(p_at timestamp with time zone) returns tsvector
  search_works(p_tiers tsquery[], p_tier integer, p_published timestamp with time zone, p_id uuid, p_most integer) returns TABLE(tier integer, id uuid, published_at timestamp with time zone)
  take_again(p_order uuid) returns boolean

