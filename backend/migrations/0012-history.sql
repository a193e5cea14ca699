-- People may stop the first reading of a connection's older runs, which costs quota, and let it go on later.
alter table connection add column history text not null default 'reading' check (history in ('reading', 'stopped'));
