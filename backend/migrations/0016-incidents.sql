-- Timeline and alerts of an incident as rows: what several people and the system write never overwrites one another.
alter table incident
  add column number int,
  add column version int not null default 1,
  add column opened_at bigint,
  -- Null when grouping did.
  add column opened_by text,
  add column acknowledged_at bigint,
  add column acknowledged_by text,
  -- What a person has set (title, severity, services) and grouping leaves alone.
  add column chosen text[] not null default '{}',
  -- A person wants it open though no alert fires.
  add column keep_open boolean not null default false,
  add column merged_into text,
  add column updated_at bigint,
  add column updated_by text;
update incident set opened_at = started_at, updated_at = started_at, number = numbered.number
from (select workspace_id, id, row_number() over (partition by workspace_id order by started_at, id) as number
  from incident) as numbered
where numbered.workspace_id = incident.workspace_id and numbered.id = incident.id;
alter table incident
  alter column number set not null,
  alter column opened_at set not null,
  alter column updated_at set not null;
create unique index incident_by_number on incident (workspace_id, number desc);
create index incident_active on incident (workspace_id) where status <> 'resolved';

-- The last number given out.
create table incident_counter (
  workspace_id text primary key,
  last int not null
);
insert into incident_counter select workspace_id, max(number) from incident group by workspace_id;

create table incident_alert (
  workspace_id text not null default 'default',
  incident_id text not null,
  alert_id text not null,
  joined_at bigint not null,
  -- By which rule, or null when a person put it there.
  rule text,
  -- When and by whom it was taken out: grouping does not put it back, nor what has its fingerprint.
  removed_at bigint,
  removed_by text,
  primary key (workspace_id, incident_id, alert_id)
);
-- An alert is part of at most one incident.
create unique index incident_alert_once on incident_alert (workspace_id, alert_id) where removed_at is null;
insert into incident_alert (workspace_id, incident_id, alert_id, joined_at, rule)
select workspace_id, id, alert, started_at, 'time' from incident, jsonb_array_elements_text(alert_ids) as alert
on conflict do nothing;
update alert set incident_id = m.incident_id
from incident_alert m where m.workspace_id = alert.workspace_id and m.alert_id = alert.id;

-- Oldest first by `at`, then `id`.
create table incident_event (
  workspace_id text not null default 'default',
  incident_id text not null,
  id bigint generated always as identity,
  at bigint not null,
  kind text not null,
  text text not null,
  detail text,
  -- Null when the system did it.
  by_name text,
  about_kind text,
  about_id text,
  url text,
  -- What is seen again is written once.
  key text,
  primary key (workspace_id, incident_id, id)
);
create unique index incident_event_once on incident_event (workspace_id, incident_id, key);
insert into incident_event (workspace_id, incident_id, at, kind, text)
select workspace_id, id, (moment ->> 'at')::bigint, moment ->> 'kind', moment ->> 'text'
from incident, jsonb_array_elements(timeline) as moment order by (moment ->> 'at')::bigint;
alter table incident drop column alert_ids, drop column timeline;
create index alert_loose on alert (workspace_id, started_at) where state = 'firing' and incident_id is null;
