-- What callers used of their minute, between replicas. It is worth nothing after a crash, so no log is written for it.
create unlogged table rate_limit (
  -- kind:id
  key text primary key,
  points integer not null,
  -- Epoch ms.
  expire bigint
);
