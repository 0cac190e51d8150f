-- What keeps names from being hoarded.

-- From where a sign-up came: an IPv4 address, or the network of an IPv6 address.
alter table sign_ups add column network text not null default '';
create index sign_ups_network on sign_ups (network, expires_at);

-- The Personal organizations of one person.
create index orgs_primary_owner on orgs (primary_owner_id, kind);
