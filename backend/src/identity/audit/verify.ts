import type { AuditRow, Head } from './attempt.ts';
import { genesis, hashOf } from './chain.ts';
import type { AuditStore } from './store.ts';

/** What is wrong with the first broken row, as a sentence about it. */
export const flaws = {
  missing: 'it is gone',
  altered: 'it is not what was recorded',
  reordered: 'it does not follow the row before it',
  truncated: 'it and everything after it is gone',
  inserted: 'it stands beyond the recorded end of the log',
  rewritten: 'it is another one than the hash that was noted for it',
} as const;
export type Flaw = keyof typeof flaws;

export type Verdict =
  | { readonly ok: true; readonly rows: number; readonly head: Head; readonly ms: number }
  | { readonly ok: false; readonly seq: number; readonly why: Flaw; readonly ms: number };

/**
 * Reads the whole log, a page at a time, and computes every hash again. `noted` is an end that was written down earlier,
 * outside the database: only that tells a log that was made up anew, with its head, from the one that was recorded.
 */
export async function verifyAudit(store: AuditStore, noted?: Head): Promise<Verdict> {
  const startedAt = performance.now();
  const found = await walk(store, noted);
  const ms = Math.round(performance.now() - startedAt);
  return 'why' in found ? { ok: false, ...found, ms } : { ok: true, rows: found.seq, head: found, ms };
}

interface Broken {
  readonly seq: number;
  readonly why: Flaw;
}

async function walk(store: AuditStore, noted: Head | undefined): Promise<Head | Broken> {
  const { head, last } = await store.standing();
  let before: Head = { seq: 0, hash: genesis(store.workspace) };
  for await (const row of store.rows({}, head.seq)) {
    const broken = flawOf(row, before);
    if (broken) return broken;
    if (row.seq === noted?.seq && row.hash !== noted.hash) return { seq: row.seq, why: 'rewritten' };
    before = row;
  }
  if (before.seq < Math.max(head.seq, noted?.seq ?? 0)) return { seq: before.seq + 1, why: 'truncated' };
  if (last > head.seq) return { seq: head.seq + 1, why: 'inserted' };
  return before.hash === head.hash ? head : { seq: head.seq, why: 'altered' };
}

function flawOf(row: AuditRow, before: Head): Broken | undefined {
  const seq = before.seq + 1;
  if (row.seq !== seq) return { seq, why: 'missing' };
  const isGenuine = hashOf(row) === row.hash;
  if (row.previousHash === before.hash) return isGenuine ? undefined : { seq, why: 'altered' };
  // A row that is sound in itself but follows another one than we saw: that one was changed, and its hash with it.
  return isGenuine && before.seq > 0 ? { seq: before.seq, why: 'altered' } : { seq, why: 'reordered' };
}
