-- Since when a mail waits because the mail server takes nothing from here.
alter table outbox add column held_at bigint;
create index outbox_held on outbox (id) where held_at is not null;
