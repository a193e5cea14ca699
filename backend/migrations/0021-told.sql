-- Who did what is told: they are not told themselves, and it may be for one person first of all.
alter table notice
  -- The person or key; null for the system and for whoever sits at the machine.
  add column by_id text,
  -- Null when the system did it.
  add column by_name text,
  -- The person for whom it is; null for everybody.
  add column to_id text,
  -- No channel was told about its subject, so none is told of this.
  add column personal boolean not null default false;

-- The member behind the name; null for names written before and for whoever sits at the machine.
alter table incident add column assignee_id text;
