-- A shop's conversations are listed without reading those of all shops.
create index messages_of_shop on messages (seller_id, order_id, written_at);
