-- At each start the ledger of what was destroyed is held against what the log told of it last.
create index log_entries_of_ledger on log_entries (index)
  where purpose in ('ledger-told', 'ledger-begun-anew');
