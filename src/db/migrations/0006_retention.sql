-- What is kept for some days only is found without reading all the rest.

-- Events of which it is still known from where they came.
create index events_origin on events (id) where address <> '';
-- Events that stand in nobody's log.
create index events_nobody on events (id) where org_id is null and user_id is null and application_id is null;
-- What points to an event that goes.
create index outbox_event on outbox (event_id);
create index notices_event on notices (event_id);

-- From where somebody signed in stands beside the change alone, from where it is taken after its days.
update events set change = '{"kind":"signed_in_anew","address":""}' where change like '{"kind":"signed_in_anew"%';
