-- Whoever waits for the answer to a mail that was given up is told.
alter table outbox add column told_at bigint;
create index outbox_untold on outbox (id) where state = 'failed' and told_at is null;
-- What the mail server said of an invitation's mail.
alter table invitations add column undelivered text;
