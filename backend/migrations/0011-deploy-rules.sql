-- Which runs are deployments: every version of the rules that was saved, and which one holds.
create table deploy_rules (
  workspace_id text not null default 'default',
  version int not null,
  rules jsonb not null,
  saved_at bigint not null,
  saved_by text not null,
  primary key (workspace_id, version)
);
create table deploy_rules_now (
  workspace_id text primary key,
  version int not null,
  -- Up to which run the stored deployments have been brought in line; null when all of them are.
  settled_to text
);
insert into deploy_rules_now (workspace_id, version) values ('default', 0);
-- What the rules look at and runs did not carry before.
update event as run set data = run.data || jsonb_build_object('path', '.github/workflows/' || substring(workflow.url from '[^/]+$'))
from resource as workflow
where run.kind = 'pipeline-run' and run.data ->> 'path' is null and workflow.workspace_id = run.workspace_id
  and workflow.id = run.resource_id and workflow.kind = 'github.workflow' and workflow.url is not null;
-- A deployment whose environment is the one that its title names was started by hand.
update event as run set data = run.data || '{"trigger": "workflow_dispatch"}'
from event as deployed
where run.kind = 'pipeline-run' and run.data ->> 'trigger' is null and deployed.workspace_id = run.workspace_id
  and deployed.id = run.connection_id || ':deployment:run-' || (run.data ->> 'runId')
  and case deployed.data ->> 'environment'
    when 'staging' then run.data ->> 'message' ~* '(?<![a-z])stag'
    when 'production' then run.data ->> 'message' ~* '(?<![a-z])prod' and run.data ->> 'message' !~* '(?<![a-z])stag'
    else false
  end;
