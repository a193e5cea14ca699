create table job_log (
  id serial primary key,
  workspace_id text not null default 'default',
  connection_id text not null,
  -- What the source calls the log; of a re-run it is another.
  ref text not null,
  -- Null when the source will never have it; then `reason` says why.
  outline jsonb,
  reason text,
  -- Of all its chunks, as they are kept.
  stored_bytes bigint not null,
  kept_at bigint not null,
  unique (workspace_id, connection_id, ref),
  check ((outline is null) <> (reason is null))
);
create index job_log_by_age on job_log (workspace_id, kept_at);
-- Lines in a row, compressed together.
create table job_log_chunk (
  log_id int not null references job_log (id) on delete cascade,
  first_line int not null,
  last_line int not null,
  -- Of the line before, for a first line without a time of its own. Epoch ms.
  starts_at bigint not null,
  body bytea not null,
  primary key (log_id, first_line)
);
