-- A shop's parcels that wait are listed without reading those of all shops.
create index parcels_waiting on parcels (seller_id) where shipped_at is null;
