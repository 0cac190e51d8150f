-- A page of the invitations that wait is read in its order, however many wait.
create index invitations_newest on invitations (org_id, id) where state = 'pending';
