-- The list of deployments is filtered over all history, as that of runs is.
alter table event
  add column deployed_to text generated always as (
    case when kind = 'deployment' then data ->> 'environment' end) stored,
  add column deployed_service text generated always as (
    case when kind = 'deployment' then data ->> 'service' end) stored,
  add column deployed_by text generated always as (case when kind = 'deployment' then data ->> 'author' end) stored,
  -- What somebody may type to find it.
  add column deployed_words text generated always as (
    case when kind = 'deployment' then lower(
      coalesce(data ->> 'service', '') || ' ' || coalesce(data ->> 'version', '') || ' ' ||
      left(coalesce(data ->> 'sha', ''), 7) || ' ' || coalesce(data ->> 'branch', '') || ' ' ||
      coalesce(data ->> 'message', '') || ' ' || coalesce(data ->> 'author', '')) end) stored;
-- What is live where, and how long it usually takes to get there.
drop index event_deployed;
create index event_deployed on event (workspace_id, resource_id, deployed_to, at desc) where kind = 'deployment';
