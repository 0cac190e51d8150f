-- Letters with an end, two lanes, and a budget for what anybody can have sent to anybody.

-- Somebody waits for it at a screen.
alter table outbox add column urgent bigint not null default 0;
-- When its link has run out; a letter without such a link has no end.
alter table outbox add column ends_at bigint;
-- Kind and mailbox of a letter that needs no account to be caused.
alter table outbox add column budget text;

drop index outbox_due;
create index outbox_due on outbox (urgent, next_at) where state in ('waiting', 'sending');
create index outbox_budget on outbox (budget, created_at) where budget is not null;
create index outbox_unasked on outbox (created_at) where budget is not null;
