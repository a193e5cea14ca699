import { csvLine } from '../platform/csv/csv-line.ts';
import type { StoredDelivery } from './delivery-store.ts';

const columns = [
  ...['seq', 'key', 'queued', 'due', 'ended', 'channel', 'route', 'kind', 'state', 'severity', 'title'],
  ...['notices', 'tries', 'last answer', 'reason', 'sent by'],
];

/** The delivery log as a spreadsheet reads it, page by page, newest first. */
export async function* deliveriesCsv(
  page: (before: number | undefined) => Promise<readonly StoredDelivery[]>,
): AsyncGenerator<string> {
  yield csvLine(columns);
  let before: number | undefined;
  for (;;) {
    const rows = await page(before);
    for (const one of rows) yield csvLine(fieldsOf(one));
    before = rows.at(-1)?.seq;
    if (before === undefined) return;
  }
}

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());

function fieldsOf(one: StoredDelivery): (string | null)[] {
  const { seq, id, channelName, route, kind, state, severity, title, notices, tries, reason, by } = one;
  return [
    ...[`${seq}`, id, iso(one.createdAt), iso(one.dueAt), iso(one.endedAt), channelName, route, kind, state],
    ...[severity, title, `${notices}`, `${tries}`, one.attempts.at(-1)?.answer ?? null, reason, by],
  ];
}
