-- What senders delivered. The body is kept until it has been worked off, the id for some days, so that a second delivery is known.
create table webhook_delivery (
  workspace_id text not null default 'default',
  connection_id text not null,
  id text not null,
  event text not null,
  body jsonb,
  received_at bigint not null,
  tries integer not null default 0,
  done_at bigint,
  failure text,
  primary key (workspace_id, connection_id, id)
);
create index webhook_delivery_waiting on webhook_delivery (workspace_id, received_at) where done_at is null;
