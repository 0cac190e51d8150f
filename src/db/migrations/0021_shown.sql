-- Lists of what is public, and of what is internal, in each order.
drop index projects_public;
create index projects_shown_by_act on projects (owner_id, visibility, acted_at, id) where state <> 'deleted';
create index projects_shown_by_name on projects (owner_id, visibility, name_key, id) where state <> 'deleted';
