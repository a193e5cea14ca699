-- What people chose: one document a subject. A removed one keeps its version, and null for a value.
create table setting (
  workspace_id text not null default 'default',
  name text not null,
  version int not null,
  value jsonb,
  primary key (workspace_id, name)
);
-- One save may change several documents; undoing it changes all of them back.
create table setting_save (
  workspace_id text not null default 'default',
  id text not null,
  at bigint not null,
  by text not null,
  what text not null,
  undone_by text,
  primary key (workspace_id, id)
);
create index setting_save_by_time on setting_save (workspace_id, at desc);
create table setting_version (
  workspace_id text not null default 'default',
  name text not null,
  version int not null,
  value jsonb,
  save_id text not null,
  primary key (workspace_id, name, version)
);
create index setting_version_by_save on setting_version (workspace_id, save_id);

-- Monitoring systems that tell of alerts. Only the hash of a token is kept.
create table sender (
  workspace_id text not null default 'default',
  id text not null,
  name text not null,
  kind text not null,
  mapping jsonb,
  version int not null default 1,
  token_hash text not null,
  token_start text not null,
  created_at bigint not null,
  created_by text not null,
  revoked_at bigint,
  received_at bigint,
  received bigint not null default 0,
  refused_at bigint,
  refusal text,
  primary key (workspace_id, id)
);
