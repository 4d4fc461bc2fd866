-- Where a parcel goes may be corrected until its label was opened. With whom it was sent, and under
-- which number, is a sealed record: by it a carrier tells where somebody lives.
alter table parcels add column labelled_at timestamptz, add column sent_id uuid;
