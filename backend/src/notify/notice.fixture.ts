import type { NewNotice, StoredNotice } from './notice.ts';

export function newNotice(id: string, more: Partial<NewNotice> = {}): NewNotice {
  return {
    key: `alert:${id}:1:warning`,
    kind: 'alert-fired',
    at: 1_000,
    severity: 'warning',
    title: `${id} is slow`,
    text: '912 ms',
    connectionId: 'aws',
    demo: false,
    subject: `alert:${id}`,
    url: `/incidents?modal=alert&id=${id}`,
    labels: {},
    ...{ by: null, to: null, personal: false },
    rule: null,
    ...more,
  };
}

export function storedNotice(id: string, more: Partial<StoredNotice> = {}): StoredNotice {
  return { ...newNotice(id, more), id, seq: 1, ...more };
}
