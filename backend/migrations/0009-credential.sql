-- One account of a provider belongs to one person.
create unique index credential_account on credential (provider_id, account_id);
