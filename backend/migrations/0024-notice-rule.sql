-- By which rule, in which version, an alert fired that a notice tells of; null where no rule of ours judged.
alter table notice add column rule_id text;
alter table notice add column rule_version int;
