-- What is worth telling, written in the transaction that made it so. A key is told once.
create table notice (
  workspace_id text not null default 'default',
  id text not null,
  seq bigint generated always as identity,
  key text not null,
  kind text not null,
  at bigint not null,
  severity text not null,
  title text not null,
  text text not null,
  connection_id text not null,
  demo boolean not null,
  -- What it is about: `alert:…` or `incident:…`.
  subject text not null,
  url text not null,
  labels jsonb not null default '{}',
  routed_at bigint,
  -- Why it went to no channel.
  unsent text,
  primary key (workspace_id, id),
  unique (workspace_id, key)
);
create index notice_unrouted on notice (workspace_id, seq) where routed_at is null;
create index notice_newest on notice (workspace_id, seq desc);
create index notice_by_subject on notice (workspace_id, subject);

-- What people were told last about an alert or an incident.
create table told (
  workspace_id text not null default 'default',
  subject text not null,
  severity text not null,
  -- How many alerts an incident had.
  alerts int not null,
  -- The incident that tells an alert; null when it stands for itself.
  incident_id text,
  over boolean not null,
  at bigint not null,
  primary key (workspace_id, subject)
);

-- Where messages go. Addresses and keys are sealed in `secret`; here is only what may be shown.
create table channel (
  workspace_id text not null default 'default',
  id text not null,
  kind text not null,
  name text not null,
  enabled boolean not null,
  settings jsonb not null,
  cap jsonb not null,
  version int not null,
  updated_at bigint not null,
  updated_by text not null,
  deleted_at bigint,
  primary key (workspace_id, id)
);

create table notify_policy (
  workspace_id text primary key default 'default',
  version int not null,
  spec jsonb not null,
  updated_at bigint not null,
  updated_by text not null
);

-- One message to one channel, which may carry many notices.
create table delivery (
  workspace_id text not null default 'default',
  id text not null,
  seq bigint generated always as identity,
  channel_id text not null,
  -- The name of the channel, for when it is gone.
  channel_name text not null,
  route text not null,
  -- A step of a route waits to see whether somebody acknowledges.
  step int not null,
  kind text not null,
  state text not null,
  severity text not null,
  title text not null,
  notices int not null,
  created_at bigint not null,
  due_at bigint not null,
  next_at bigint not null,
  unless_acknowledged boolean not null default false,
  tries int not null default 0,
  attempts jsonb not null default '[]',
  -- Recipients that have it already.
  done jsonb not null default '[]',
  lease_by text,
  lease_until bigint,
  ended_at bigint,
  reason text,
  by_name text,
  primary key (workspace_id, id)
);
create index delivery_head on delivery (workspace_id, channel_id, due_at, seq) where state = 'waiting';
create index delivery_newest on delivery (workspace_id, seq desc);
create index delivery_by_channel on delivery (workspace_id, channel_id, due_at desc);

create table delivery_notice (
  workspace_id text not null default 'default',
  delivery_id text not null,
  notice_id text not null,
  -- The worst first, then in the order in which they came: read without a join, whatever the planner believes.
  rank int not null,
  seq bigint not null,
  primary key (workspace_id, delivery_id, notice_id)
);
create index delivery_notice_in_order on delivery_notice (workspace_id, delivery_id, rank, seq);
create index delivery_notice_by_notice on delivery_notice (workspace_id, notice_id);

-- How far each person has read.
create table notice_read (
  workspace_id text not null default 'default',
  reader text not null,
  up_to bigint not null,
  primary key (workspace_id, reader)
);
