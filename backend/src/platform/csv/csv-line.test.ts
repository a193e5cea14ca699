import { expect, it } from 'vitest';
import { csvLine } from './csv-line.ts';

it('quotes every field, doubles quotes and leaves nothing for null', () => {
  expect(csvLine(['a', 'say "no", twice\n', null])).toBe('"a","say ""no"", twice\n",""\r\n');
});

it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])('defuses the formula %j', (field) => {
  expect(csvLine([field])).toBe(`"'${field}"\r\n`);
});
