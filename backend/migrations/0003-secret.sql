create table secret (
  workspace_id text not null default 'default',
  name text not null,
  sealed bytea not null,
  key_id text not null,
  sealed_at bigint not null,
  sealed_by text not null,
  primary key (workspace_id, name)
);
