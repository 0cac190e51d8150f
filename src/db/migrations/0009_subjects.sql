-- An event names what it is about by kind and id, so that a new noun needs no column of its own. `application_id` is
-- written as well as long as there may be servers that know nothing else.

alter table events add column subject_kind text;
alter table events add column subject_id text;
update events set subject_kind = 'application', subject_id = application_id where application_id is not null;

drop index events_nobody;
-- Events that stand in nobody's log.
create index events_nobody on events (id) where org_id is null and user_id is null and subject_id is null;
