-- A work may also come by post: a printed copy beside its file, postage within the price. It never
-- changes, because the orders of a work are asked where to send it before they are paid.
alter table works add column ships boolean not null default false;
create function refuse_other_delivery() returns trigger language plpgsql as $$
begin
  raise exception 'a work is sent by post from the beginning or never';
end $$;
create trigger works_ship_or_not before update of ships on works for each row
  when (old.ships is distinct from new.ships) execute function refuse_other_delivery();
