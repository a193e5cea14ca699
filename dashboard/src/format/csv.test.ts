import { expect, it } from 'vitest';
import { csv } from './csv.ts';

it('writes no word a spreadsheet would run', () => {
  expect(csv(['=cmd|"x"'], [['@a'], [-1]])).toBe('"\'=cmd|""x"""\r\n\'@a\r\n-1');
});

it('keeps a gap empty and quotes what needs it', () => {
  expect(csv(['time', 'a, b'], [['2026-11-22T14:00:00Z', null]])).toBe(
    'time,"a, b"\r\n2026-11-22T14:00:00Z,',
  );
});
