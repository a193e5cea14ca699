create table audit (
  workspace_id text not null default 'default',
  seq bigint not null,
  version int not null,
  at bigint not null,
  actor_kind text not null,
  actor_id text,
  actor_name text not null,
  action text not null,
  target text,
  outcome text not null,
  reason text,
  address text,
  request_id text,
  detail jsonb not null default '{}',
  previous_hash text not null,
  hash text not null,
  primary key (workspace_id, seq)
);
-- The end of each chain, kept apart: appends queue on this row, and cutting the tail off the log does not agree with it.
create table audit_head (
  workspace_id text primary key,
  seq bigint not null,
  hash text not null
);
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'The audit log is only ever appended to' using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_only_grows before update or delete or truncate on audit
  for each statement execute function refuse_audit_change();
create trigger audit_head_stays before delete or truncate on audit_head
  for each statement execute function refuse_audit_change();
-- Also for a session that calls itself a replica.
alter table audit enable always trigger audit_only_grows;
alter table audit_head enable always trigger audit_head_stays;
