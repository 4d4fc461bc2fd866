-- The privacy map of the vault's database: one role, everything it may do, nothing else.
-- Run whole after every migration: it first takes everything back.
revoke all on all tables in schema public from vault;
revoke all on all sequences in schema public from vault;
revoke all on all functions in schema public from vault;
revoke all on all functions in schema public from public;
revoke all on schema public from public;
alter default privileges revoke execute on functions from public;
grant usage on schema public to vault;

grant select, insert, update on subjects, ring_keys, disclosures, parcels to vault;
grant select, insert, update, delete on records, mailboxes, bindings, letters, attempts, sessions,
  passkeys, used_once, operator_links, payout_accounts to vault;
grant select, insert on messages, message_reports, closed_reports to vault;
grant select, insert, delete on owed_sellers to vault;
grant select on needed_records to vault;

grant select, insert, update on legal_holds, address_changes, passkey_losses to vault;
grant select, insert, update, delete on recovery_codes to vault;
grant select, insert on retention_runs, management_codes to vault;
grant select, insert, update on clock_marks, clock_doubts to vault;

-- Backups are written down by the commands that make, prune and restore them.
grant select on backups to vault;
grant select, update on backup_events, restores to vault;

-- What happened stays: facts, the shred ledger and the log are only ever added to.
grant select, insert on paid_orders, refunded_orders, alarms, shreds, log_entries to vault;
