import { expect, it } from 'vitest';
import { toLogLines } from '../log-lines.ts';
import { pack, toChunks, unpack } from './chunks.ts';
import { withLooks } from './looks.ts';
import { colouredText, withoutColours } from './plain-text.ts';
import { toRows } from './to-rows.ts';

const esc = '\u001b';
const plainText = (line: string) => withoutColours(colouredText(line));
const rowsOf = (text: string) =>
  [...toChunks(text, 0)].flatMap((chunk) => toRows(chunk, 1, Number.POSITIVE_INFINITY));

it('gives the guide its levels, and a line without a time that of the one before', () => {
  const lines = toLogLines(
    [
      '\uFEFF2026-11-24T10:00:00.1234567Z ##[group]Run tests',
      `2026-11-24T10:00:01Z ${esc}[31mError: lock timeout${esc}[0m`,
      '    at migrate.ts:3',
      '2026-11-24T10:00:02Z ✓ done',
      '2026-99-99T10:00:02Z no day',
    ],
    0,
  );

  expect(lines.map(({ time, level }) => [time, level])).toEqual([
    ['2026-11-24T10:00:00.123Z', 'info'],
    ['2026-11-24T10:00:01.000Z', 'error'],
    ['2026-11-24T10:00:01.000Z', 'info'],
    ['2026-11-24T10:00:02.000Z', 'success'],
    ['2026-11-24T10:00:02.000Z', 'info'],
  ]);
  expect(lines[0]?.message).toBe('##[group]Run tests');
});

it('keeps colours and drops every other escape sequence', () => {
  const line = `${esc}]0;owned${String.fromCharCode(7)}${esc}[2J${esc}[1;31mbad${esc}[0m${esc}[3A${esc}P1;x${esc}\\${esc}(Bend`;

  expect(colouredText(line)).toBe(`${esc}[1;31mbad${esc}[0mend`);
  expect(plainText(line)).toBe('badend');
});

it('hides no text behind a sequence that never ends', () => {
  expect(plainText(`${esc}]0;rm -rf /`)).toBe('0;rm -rf /');
  expect(plainText(`${esc}[31`)).toBe('31');
  expect(plainText(esc)).toBe('');
});

it('shows what a progress bar wrote last, and no control characters or turned text', () => {
  expect(plainText('10 %\r50 %\r100 %')).toBe('100 %');
  expect(plainText('a\0b\u0007c\u202Egnp.exe\td')).toBe('abcgnp.exe\td');
});

it('tells where a line changes its look', () => {
  expect(withLooks(`a ${esc}[1;31mbad${esc}[0m b ${esc}[2mdim${esc}[22m ${esc}[92mok`)).toEqual({
    message: 'a bad b dim ok',
    looks: [
      { from: 2, to: 5, colour: 'red', weight: 'bold' },
      { from: 8, to: 11, colour: null, weight: 'dim' },
      { from: 12, to: 14, colour: 'green', weight: null },
    ],
  });
});

it('does not take the arguments of a 256 colour or a true colour for codes of their own', () => {
  expect(withLooks(`${esc}[38;5;231;48;2;31;1;2mx`)).toEqual({ message: 'x', looks: [] });
});

it('leaves markup as text', () => {
  const [row] = rowsOf('2026-11-24T10:00:00Z <img src=x onerror=alert(1)>\n');

  expect(row).toMatchObject({ message: '<img src=x onerror=alert(1)>', looks: [] });
});

it('takes the mark of the runner from the message and keeps it as the level', () => {
  const rows = rowsOf(
    '##[error]Process completed with exit code 1.\n##[warning]old\n[command]/usr/bin/git log\n',
  );

  expect(rows.map(({ level, message }) => [level, message])).toEqual([
    ['error', 'Process completed with exit code 1.'],
    ['warning', 'old'],
    ['command', '/usr/bin/git log'],
  ]);
});

it('shows the beginning of a line of 1 MB and how long it is', () => {
  const [row, next] = rowsOf(`${'x'.repeat(1_000_000)}\nnext\n`);

  expect(row).toMatchObject({ line: 1, cutFrom: 1_000_000 });
  expect(row?.message).toHaveLength(8_000);
  expect(next).toMatchObject({ line: 2, message: 'next', cutFrom: null });
});

it('cuts a long log into chunks that give back every line with its time', async () => {
  const text = Array.from({ length: 5_000 }, (_, i) =>
    i % 3 === 0 ? `${new Date(i * 1_000).toISOString()} line ${i}` : `  goes on ${i}`,
  );
  const chunks = [...toChunks(`${text.join('\r\n')}\r\n`, 0)];

  expect(chunks.map(({ firstLine }) => firstLine)).toEqual([1, 2_001, 4_001]);
  const again = await Promise.all(
    chunks.map(async (chunk) => ({ ...chunk, lines: await unpack(await pack(chunk.lines)) })),
  );
  const rows = again.flatMap((chunk) => toRows(chunk, 1_999, 4_003));
  expect(again.flatMap(({ lines }) => lines)).toEqual(text);
  expect(rows).toHaveLength(2_005);
  for (const { line, time } of rows) expect(Date.parse(time)).toBe((line - 1 - ((line - 1) % 3)) * 1_000);
});
