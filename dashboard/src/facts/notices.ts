import type { Notice } from '@smartops/contract';

/** What has happened, in a word or two. */
export const noticeWord: Record<Notice['kind'], string> = {
  'alert-fired': 'Alert',
  'alert-escalated': 'Alert got worse',
  'alert-resolved': 'Resolved',
  'alert-woke': 'Still firing',
  'alert-acknowledged': 'Acknowledged',
  'alert-released': 'No longer acknowledged',
  'alert-assigned': 'Assigned',
  'alert-dismissed': 'Dismissed',
  'incident-opened': 'Incident opened',
  'incident-grew': 'Incident grew',
  'incident-escalated': 'Incident got worse',
  'incident-resolved': 'Incident resolved',
  'incident-reopened': 'Incident open again',
  'incident-taken': 'Incident acknowledged',
  'incident-assigned': 'Incident assigned',
  'incident-merged': 'Incident merged',
  'incident-note': 'Note on an incident',
};

const over: ReadonlySet<Notice['kind']> = new Set(['alert-resolved', 'incident-resolved']);
const asking: ReadonlySet<Notice['kind']> = new Set([
  ...(['alert-fired', 'alert-escalated', 'alert-woke', 'alert-released'] as const),
  ...(['incident-opened', 'incident-grew', 'incident-escalated', 'incident-reopened'] as const),
]);

export const isOver = ({ kind }: Pick<Notice, 'kind'>): boolean => over.has(kind);

/** It wants somebody; all else is good to know. */
export const isAsking = ({ kind }: Pick<Notice, 'kind'>): boolean => asking.has(kind);
