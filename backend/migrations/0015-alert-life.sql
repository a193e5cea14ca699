alter table alert
  -- Of the person or key; null for whoever sits at the machine.
  add column acknowledged_by_id text,
  add column owner_id text;
create index alert_firing_by_start on alert (workspace_id, started_at desc) where state = 'firing';
create index alert_by_end on alert (workspace_id, resolved_at desc) where state = 'resolved';
create index alert_event_by_people on alert_event (workspace_id, at desc) where by_name is not null;

-- While it lasts, alerts that match are told to nobody.
create table silence (
  workspace_id text not null default 'default',
  id text not null,
  matchers jsonb not null,
  comment text not null,
  starts_at bigint not null,
  ends_at bigint,
  weekly jsonb,
  except_critical boolean not null default false,
  created_at bigint not null,
  created_by text not null,
  changed_at bigint,
  changed_by text,
  primary key (workspace_id, id)
);
create index silence_by_end on silence (workspace_id, ends_at desc);
