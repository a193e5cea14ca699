-- What better-auth keeps; a test compares these six tables with what it expects.
create table person (
  id text primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null,
  image text,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp,
  two_factor_enabled boolean
);
create table session (
  id text primary key,
  expires_at timestamptz not null,
  token text not null unique,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null,
  ip_address text,
  user_agent text,
  user_id text not null references person (id) on delete cascade
);
create index session_user_id_idx on session (user_id);
create table credential (
  id text primary key,
  account_id text not null,
  provider_id text not null,
  user_id text not null references person (id) on delete cascade,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null
);
create index credential_user_id_idx on credential (user_id);
create table verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default current_timestamp,
  updated_at timestamptz not null default current_timestamp
);
create index verification_identifier_idx on verification (identifier);
create table two_factor (
  id text primary key,
  secret text not null,
  backup_codes text not null,
  user_id text not null references person (id) on delete cascade,
  verified boolean,
  failed_verification_count int,
  locked_until timestamptz
);
create index two_factor_secret_idx on two_factor (secret);
create index two_factor_user_id_idx on two_factor (user_id);
create table passkey (
  id text primary key,
  name text,
  public_key text not null,
  user_id text not null references person (id) on delete cascade,
  credential_id text not null,
  counter int not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  created_at timestamptz,
  aaguid text
);
create index passkey_user_id_idx on passkey (user_id);
create index passkey_credential_id_idx on passkey (credential_id);

-- What is ours.
create table workspace (
  id text primary key,
  name text not null
);
insert into workspace (id, name) values ('default', 'Default');
create table member (
  workspace_id text not null references workspace (id) on delete cascade,
  user_id text not null references person (id) on delete cascade,
  role text not null check (role in ('viewer', 'operator', 'admin')),
  approver boolean not null default false,
  since bigint not null,
  seen_at bigint,
  primary key (workspace_id, user_id)
);
create index member_user_id_idx on member (user_id);
create table invitation (
  id text primary key,
  workspace_id text not null references workspace (id) on delete cascade,
  token_hash text not null unique,
  email text not null,
  role text not null check (role in ('viewer', 'operator', 'admin')),
  approver boolean not null,
  invited_by text not null,
  created_at bigint not null,
  expires_at bigint not null,
  unique (workspace_id, email)
);
create table api_key (
  id text primary key,
  workspace_id text not null references workspace (id) on delete cascade,
  key_hash text not null unique,
  name text not null,
  start text not null,
  role text not null check (role in ('viewer', 'operator', 'admin')),
  scopes text[] not null,
  -- Who made it; null for the administrator of an open installation, who has no name. A key goes with its maker.
  maker_id text,
  maker_name text not null,
  created_at bigint not null,
  expires_at bigint,
  last_used_at bigint,
  foreign key (workspace_id, maker_id) references member (workspace_id, user_id) on delete cascade
);
create index api_key_maker_idx on api_key (maker_id);
-- Tokens that work once: of the first run, and of a stream.
create table single_use (
  token_hash text primary key,
  workspace_id text not null references workspace (id) on delete cascade,
  purpose text not null,
  -- Whose it is: `person:<session>`, `key:<id>`, `loopback:`; empty for nobody's.
  bearer text not null,
  expires_at bigint not null
);
