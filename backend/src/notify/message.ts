import type { Message } from './channel.ts';
import type { StoredDelivery } from './delivery-store.ts';
import type { StoredNotice } from './notice.ts';

/** The message of a delivery. It is the same at each try, for nothing is added once it was tried. */
export function messageOf(
  { id, kind, severity, title, dueAt }: Pick<StoredDelivery, 'id' | 'kind' | 'severity' | 'title' | 'dueAt'>,
  { notices, total, publicUrl }: { notices: readonly StoredNotice[]; total: number; publicUrl: URL },
): Message {
  const absolute = (path: string) => new URL(path, publicUrl).href;
  const items = notices.map(({ key, kind, severity, title, text, url, at, subject, labels, ...one }) => ({
    ...{ key, kind, severity, title, text, at, subject, labels, source: one.connectionId, demo: one.demo },
    url: absolute(url),
  }));
  const [first] = items;
  return {
    ...{ key: id, kind, severity, title, items, total },
    demo: items.length > 0 && items.every(({ demo }) => demo),
    url: first && total === 1 ? first.url : absolute('/incidents'),
    at: first?.at ?? dueAt,
  };
}
