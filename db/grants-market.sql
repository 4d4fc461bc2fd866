-- The privacy map of the market database: every role, everything it may do, nothing else.
-- Run whole after every migration: it first takes everything back.
do $$
declare
  v_role text;
begin
  foreach v_role in array array['storefront', 'accounts', 'payments', 'worker', 'console'] loop
    execute format('revoke all on all tables in schema public from %I', v_role);
    execute format('revoke all on all sequences in schema public from %I', v_role);
    execute format('revoke all on all functions in schema public from %I', v_role);
    execute format('grant usage on schema public to %I', v_role);
  end loop;
end $$;
revoke all on all functions in schema public from public;
revoke all on schema public from public;
alter default privileges for role dozo_owner revoke execute on functions from public;

-- storefront: the catalogue, carts. Orders only through hold_order.
grant select, insert, update on sellers, works, uploads, pictures to storefront;
grant select, insert, update, delete on stocks, work_files, carts, cart_lines to storefront;
grant delete on uploads, pictures to storefront;
grant select, insert on editions, edition_files to storefront;
grant select on listings, takedowns, renditions, upload_checks, search_documents, search_words, commission_rules to storefront;
grant select on order_facts, order_line_facts, seller_postings, downloadable_files to storefront;
grant insert on reports to storefront;
grant execute on function add_to_cart(uuid, uuid, bigint, text, integer, timestamptz) to storefront;
grant execute on function hold_order(uuid, uuid, integer, bytea, timestamptz, integer, text) to storefront;
grant execute on function hold_orders(json) to storefront;
grant execute on function enqueue_job(text, json, text) to storefront;
grant execute on function search_works(tsquery[], integer, timestamptz, uuid, integer),
  search_span(integer, timestamptz) to storefront;
grant execute on function show_trgm(text), similarity(text, text), similarity_op(text, text),
  word_similarity(text, text), word_similarity_op(text, text), word_similarity_commutator_op(text, text) to storefront;

-- accounts: three views, nothing to write.
grant select on order_facts, order_line_facts, seller_facts to accounts;

-- payments: its own tables; the order's lines to re-price them.
grant select on orders, order_lines, releases, order_facts to payments;
grant select, insert, update on intents, refunds, payment_cursors to payments;
grant select, update on outbox to payments;
grant select, insert, update on slips to payments;
grant select, insert on refund_lines to payments;
grant select on provider_events, ledger_transactions, ledger_postings, entitlements to payments;
grant execute on function finish_payment(text, text, text, uuid, bigint, text, timestamptz, uuid, uuid, text)
  to payments;
grant execute on function finish_payments(json), open_intents(json) to payments;
grant execute on function open_intent(uuid, uuid, text, text, bigint, text, timestamptz, timestamptz) to payments;
grant execute on function end_intent(uuid, text, timestamptz) to payments;
grant execute on function finish_refund(uuid, timestamptz, uuid) to payments;
grant execute on function release_hold(uuid, timestamptz) to payments;

-- worker: reads what it works on, writes results.
grant select on works, sellers, uploads, pictures, listings, edition_files, editions to worker;
grant select, insert, update, delete on upload_checks, renditions, search_documents to worker;
grant select, insert on search_words to worker;
grant execute on function search_spans(timestamptz), search_span(integer, timestamptz) to worker;
grant execute on function drop_unused_uploads(timestamptz, interval, integer, integer) to worker;

-- console: takedowns and commission rules; reads the rest without a person in it.
grant select, insert, update on takedowns, commission_rules to console;
grant select on reports, unsettled_money to console;
grant select on works, listings, seller_facts, order_facts, order_line_facts, refunds, refund_lines,
  ledger_transactions, ledger_postings to console;

-- worker: the queue's own tables (row security has one policy, for this role).
revoke all on all functions in schema graphile_worker from public;
grant usage on schema graphile_worker to worker;
grant select, insert, update, delete on all tables in schema graphile_worker to worker;
grant usage on all sequences in schema graphile_worker to worker;
grant execute on all functions in schema graphile_worker to worker;
