-- A hold pins records like an open order does; and a management code is as long as a mailed one.
alter table records drop constraint records_need_check;
alter table records add constraint records_need_check
  check (need in ('open-order', 'tax-document', 'legal-hold'));
alter table management_codes drop constraint management_codes_code_check;
alter table management_codes add constraint management_codes_code_check
  check (code ~ '^[A-Z0-9]{8}$');
