create table action (
  workspace_id text not null default 'default',
  id text not null,
  connection_id text not null,
  kind text not null,
  risk text not null,
  status text not null,
  target_kind text not null,
  target_id text not null,
  target_name text not null,
  environment text,
  lock text not null,
  summary jsonb not null,
  plan jsonb not null,
  fingerprint text not null,
  confirmation text,
  needs_second boolean not null,
  verdict text,
  reason text,
  proposed jsonb not null,
  approved jsonb,
  rejected jsonb,
  proposed_at bigint not null,
  expires_at bigint not null,
  finished_at bigint,
  steps jsonb not null default '[]',
  watch jsonb,
  pipeline_id text,
  -- Who looks after it, and until when it is known to live.
  holder text,
  held_until bigint not null default 0,
  primary key (workspace_id, id)
);
-- Nothing else is done to a target while something is.
create unique index action_lock on action (workspace_id, lock) where status in ('approved', 'running', 'verifying');
create index action_newest on action (workspace_id, proposed_at desc);
