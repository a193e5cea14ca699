-- What people chose to be told about.
create table rule (
  workspace_id text not null default 'default',
  id text not null,
  version int not null,
  spec jsonb not null,
  -- Where it came from: `catalogue` ones were here from the start.
  origin text not null,
  updated_at bigint not null,
  updated_by text not null,
  deleted_at bigint,
  primary key (workspace_id, id)
);
create table rule_version (
  workspace_id text not null default 'default',
  rule_id text not null,
  version int not null,
  spec jsonb not null,
  at bigint not null,
  by text not null,
  primary key (workspace_id, rule_id, version)
);

alter table alert
  add column rule_version int not null default 1,
  add column resource_name text not null default '',
  add column account text,
  add column region text,
  add column url text,
  add column unit text not null default '',
  add column labels jsonb not null default '{}',
  add column runbook text,
  add column fired_at bigint,
  add column changed_before jsonb not null default '[]',
  add column acknowledged_by text,
  add column owner text,
  add column snoozed_until bigint,
  add column silence_id text,
  add column dismissal jsonb,
  add column flaps int not null default 0,
  add column incident_id text,
  add column updated_at bigint;
create index alert_by_fingerprint on alert (workspace_id, fingerprint, started_at desc);

-- What happened to an alert, oldest first.
create table alert_event (
  workspace_id text not null default 'default',
  alert_id text not null,
  id bigint generated always as identity,
  at bigint not null,
  kind text not null,
  -- Null when the system did it.
  by_name text,
  text text not null,
  primary key (workspace_id, alert_id, id)
);
