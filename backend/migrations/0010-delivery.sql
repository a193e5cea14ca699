-- A run is one event, and its newest attempt takes the place of the one before: how the jobs of those before ended.
create table run_attempt (
  workspace_id text not null default 'default',
  event_id text not null,
  attempt int not null,
  jobs jsonb not null,
  primary key (workspace_id, event_id, attempt)
);
-- What is live where is asked of each environment of each service.
create index event_deployed on event (workspace_id, resource_id, (data ->> 'environment'), at desc)
  where kind = 'deployment';
