-- The list of runs is filtered over all history. Reading every run's data for that takes ten times as long as these.
alter table event
  add column run_id text generated always as (
    case when kind in ('pipeline-run', 'deployment') then data ->> 'runId' end) stored,
  add column run_status text generated always as (case when kind = 'pipeline-run' then data ->> 'status' end) stored,
  add column run_repository text generated always as (
    case when kind = 'pipeline-run' then data ->> 'repository' end) stored,
  add column run_workflow text generated always as (
    case when kind = 'pipeline-run' then data ->> 'workflow' end) stored,
  add column run_branch text generated always as (case when kind = 'pipeline-run' then data ->> 'branch' end) stored,
  add column run_actor text generated always as (case when kind = 'pipeline-run' then data ->> 'author' end) stored,
  -- What somebody may type to find it.
  add column run_words text generated always as (
    case when kind = 'pipeline-run' then lower(
      coalesce(data ->> 'workflow', '') || ' ' || coalesce(data ->> 'repository', '') || ' ' ||
      coalesce(data ->> 'branch', '') || ' ' || left(coalesce(data ->> 'sha', ''), 7) || ' ' ||
      coalesce(data ->> 'message', '') || ' ' || coalesce(data ->> 'author', '') || ' ' ||
      coalesce(data ->> 'rawStatus', '')) end) stored;
-- A deployment's environment is that of its run.
create index event_of_run on event (workspace_id, kind, run_id) where run_id is not null;
-- How long a workflow usually takes.
create index event_of_workflow on event (workspace_id, resource_id, at desc) where kind = 'pipeline-run';
create index event_run_changed on event (workspace_id, updated_at desc) where kind = 'pipeline-run';
-- A proposal is its proposer's own until they ask others to approve it.
alter table action add column sent jsonb;
update action set sent = proposed where status = 'proposed';
