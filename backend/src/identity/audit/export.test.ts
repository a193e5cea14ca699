import { expect, it } from 'vitest';
import { attempt, now } from './attempt.fixture.ts';
import type { Attempt, AuditRow } from './attempt.ts';
import { genesis, hashOf, version } from './chain.ts';
import { toCsv, toJsonLines } from './export.ts';
import { storable } from './storable.ts';

async function* rows(...attempts: Partial<Attempt>[]): AsyncGenerator<AuditRow> {
  for (const [index, more] of attempts.entries()) {
    const previousHash = genesis('default');
    const row = { ...storable(attempt(more)), workspace: 'default', seq: index + 1, version, previousHash };
    yield { ...row, hash: hashOf(row) };
  }
}

async function text(lines: AsyncIterable<string>): Promise<string> {
  let joined = '';
  for await (const line of lines) joined += line;
  return joined;
}

it('writes a row of CSV with every field quoted', async () => {
  const [head, line, end] = (await text(toCsv(rows({ target: 'a "b"\nc', detail: {} })))).split('\r\n');

  expect(head).toBe(
    '"seq","time","actor kind","actor id","actor","action","target","outcome","reason","address","request id","detail","previous hash","hash"',
  );
  expect(line).toMatch(
    /^"1","2023-11-14T22:13:20.000Z","person","u1","Priya Nair","member.invite","a ""b""\nc","allowed","admin","10.4.0.17","r1","{}","[0-9a-f]{64}","[0-9a-f]{64}"$/,
  );
  expect(end).toBe('');
});

it.each([
  '=HYPERLINK("http://evil")',
  '+1+1',
  '-2+3+cmd|" /C calc"!A0',
  '@SUM(1)',
  '\t=1',
  '\r=1',
  '\n=1',
  '＝1',
])('gives a spreadsheet text where it would see a formula: %j', async (formula) => {
  const csv = await text(toCsv(rows({ actor: { kind: 'anonymous', id: formula, name: formula } })));

  expect(csv).toContain(`"'${formula.replaceAll('"', '""')}","'${formula.replaceAll('"', '""')}"`);
});

it('writes JSON Lines from which every hash can be computed again', async () => {
  const lines = (await text(toJsonLines(rows({}, { target: 'line\nbreak', at: now + 1 }))))
    .trimEnd()
    .split('\n');

  expect(lines).toHaveLength(2);
  for (const row of lines.map((line) => JSON.parse(line))) expect(hashOf(row)).toBe(row.hash);
});

it('asks for a row only when the one before was taken', async () => {
  let read = 0;
  async function* endless() {
    for (;;) {
      read++;
      yield* rows({});
    }
  }
  for await (const _line of toJsonLines(endless())) if (read === 3) break;

  expect(read).toBe(3);
});
