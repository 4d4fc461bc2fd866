-- When a person said that a key is in other hands. What is under it is not only wrapped anew,
-- it is sealed anew, also when the vault is killed in the middle of it.
alter table ring_keys add column stolen_at timestamptz;
