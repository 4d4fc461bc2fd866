-- An order is found by its id and its pass compared; a page of an intent's events does not exist
-- yet. Every order wrote into both.
drop index orders_by_ticket;
drop index provider_events_of_intent;
