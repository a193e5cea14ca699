-- When a message was first taken for sending; nothing joins it afterwards.
alter table delivery add column taken_at bigint;
update delivery set taken_at = due_at where tries > 0 or lease_by is not null;
