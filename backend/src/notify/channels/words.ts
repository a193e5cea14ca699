import type { Severity } from '@smartops/contract';
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

export function stateOf({ kind, severity }: Pick<MessageItem, 'kind' | 'severity'>): string {
  return kind.endsWith('-resolved') ? 'Resolved' : severityWords[severity];
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
