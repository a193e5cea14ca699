create table connection (
  workspace_id text not null default 'default',
  id text not null,
  source text not null,
  title text not null,
  demo boolean not null default false,
  config jsonb not null default '{}',
  cursor text,
  state text not null,
  since bigint not null,
  read_at bigint,
  retry_at bigint,
  failures int not null default 0,
  problems jsonb not null default '[]',
  lease_owner text,
  lease_until bigint,
  fence bigint not null default 0,
  primary key (workspace_id, id)
);
create table resource (
  workspace_id text not null default 'default',
  id text not null,
  connection_id text not null,
  kind text not null,
  name text not null,
  region text,
  state text,
  url text,
  attributes jsonb not null default '{}',
  first_seen_at bigint not null,
  seen_at bigint not null,
  gone_at bigint,
  primary key (workspace_id, id)
);
create index resource_by_kind on resource (workspace_id, kind) where gone_at is null;
create table series (
  id serial primary key,
  workspace_id text not null default 'default',
  resource_id text not null,
  metric text not null,
  last_at bigint,
  last_value float8,
  unique (workspace_id, resource_id, metric)
);
create table sample (series_id int not null, at bigint not null, value float8 not null, primary key (series_id, at));
create table sample_chunk (
  series_id int not null, step_ms int not null, starts_at bigint not null, body bytea not null,
  primary key (series_id, step_ms, starts_at)
);
create table event (
  workspace_id text not null default 'default',
  id text not null,
  connection_id text not null,
  resource_id text not null,
  kind text not null,
  outcome text not null,
  title text not null,
  at bigint not null,
  data jsonb not null default '{}',
  updated_at bigint not null,
  primary key (workspace_id, id)
);
create index event_by_kind on event (workspace_id, kind, at desc);
create table alert (
  workspace_id text not null default 'default',
  id text not null,
  fingerprint text not null,
  rule_id text not null,
  resource_id text not null,
  connection_id text not null,
  metric text,
  severity text not null,
  title text not null,
  message text not null,
  value float8,
  limit_value float8,
  state text not null,
  started_at bigint not null,
  resolved_at bigint,
  acknowledged_at bigint,
  primary key (workspace_id, id)
);
create unique index alert_firing on alert (workspace_id, fingerprint) where state = 'firing';
create index alert_by_start on alert (workspace_id, started_at desc);
create table incident (
  workspace_id text not null default 'default',
  id text not null,
  title text not null,
  message text not null,
  severity text not null,
  status text not null,
  resource_id text not null,
  connection_id text not null,
  metric text,
  started_at bigint not null,
  resolved_at bigint,
  assignee text,
  alert_ids jsonb not null default '[]',
  affected_services jsonb not null default '[]',
  timeline jsonb not null default '[]',
  primary key (workspace_id, id)
);
create index incident_by_start on incident (workspace_id, started_at desc);
create table scan (
  workspace_id text not null default 'default',
  id text not null,
  check_id text not null,
  connection_id text not null,
  status text not null,
  severity text not null,
  resource text not null,
  at bigint not null,
  findings jsonb not null default '[]',
  primary key (workspace_id, id)
);
create index scan_by_check on scan (workspace_id, check_id, connection_id, at desc);
