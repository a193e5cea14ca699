import type { NoticeKind, Severity } from '@smartops/contract';
import type { Message, MessageItem } from '../channel.ts';

const listed = 12;
const severityWords: Readonly<Record<Severity, string>> = {
  info: 'Info',
  warning: 'Warning',
  error: 'Error',
  critical: 'Critical',
};

/** One line: no line breaks, no other control characters, nothing that turns text around. */
export function oneLine(text: string, most = 300): string {
  const plain = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '')
    .trim();
  return plain.length > most ? `${plain.slice(0, most - 1)}…` : plain;
}

/** What has become of it; where there is nothing here, it is as grave as it is. */
const stages: Partial<Record<NoticeKind, string>> = {
  'alert-resolved': 'Resolved',
  'alert-acknowledged': 'Acknowledged',
  'alert-assigned': 'Assigned',
  'alert-dismissed': 'Dismissed',
  'incident-resolved': 'Resolved',
  'incident-taken': 'Acknowledged',
  'incident-assigned': 'Assigned',
  'incident-merged': 'Merged',
  'incident-note': 'Note',
};
/** It asks for somebody again. */
const again: Partial<Record<NoticeKind, string>> = {
  'alert-woke': 'still firing',
  'alert-released': 'nobody has it',
  'incident-reopened': 'open again',
};

export function stateOf({ kind, severity }: Pick<MessageItem, 'kind' | 'severity'>): string {
  return stages[kind] ?? [severityWords[severity], again[kind]].filter(Boolean).join(', ');
}

/** `Critical: checkout-api 5xx rate above 1 % and 36 more`. */
export function headline({ kind, items, title, total, demo }: Message): string {
  const [first] = items;
  const more = total > 1 ? ` and ${total - 1} more` : '';
  const mark = demo ? '[Demo] ' : '';
  if (!first) return `${mark}${oneLine(title)}`;
  const held = kind === 'summary' ? 'Held back: ' : '';
  const what = first.kind.startsWith('incident') ? 'incident, ' : '';
  return `${mark}${held}${stateOf(first)}: ${what}${oneLine(first.title)}${more}`;
}

/** The first of what a message carries, and how many are left out. */
export function shown({ items, total }: Message): {
  readonly items: readonly MessageItem[];
  readonly more: number;
} {
  const first = items.slice(0, listed);
  return { items: first, more: Math.max(0, total - first.length) };
}

export const summaryNote = 'This channel has reached its limit; what came meanwhile is here in one message.';
