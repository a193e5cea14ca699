-- What a save changed in another room, and what it takes to bring it back.
create table setting_trace (
  workspace_id text not null default 'default',
  save_id text not null,
  -- `rule:…` or `channel:…`.
  subject text not null,
  -- The one it became; another one now means that somebody changed it since.
  version int not null,
  before jsonb not null,
  primary key (workspace_id, save_id, subject)
);

-- Of an alert about something that happened, such as a failed deployment: which one, and when.
alter table alert add column occurrence jsonb;

alter table sender
  -- What the last edit changed, so that it can be changed back.
  add column before jsonb,
  -- One that was removed can be brought back for a while.
  add column removed_at bigint;
