-- A ring turns while the shop serves: when each key was followed by a newer one, and when the
-- last record left it, so that it is known from when on no new backup needs it.
alter table ring_keys
  add column superseded_at timestamptz,
  add column emptied_at    timestamptz;
