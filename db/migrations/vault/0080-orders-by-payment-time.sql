-- Every minute the receipts whose years are over are looked for, by when their order was paid.
-- Without this, all orders there ever were are read each time.
create index paid_orders_paid on paid_orders (paid_at);
