import type { Channel, Delivery } from '@smartops/contract';
import type { Look } from '../../format/look.ts';

export const kindWord: Record<Channel['kind'], string> = {
  email: 'Email',
  slack: 'Slack',
  discord: 'Discord',
  webhook: 'Webhook',
};

/** How a channel stands, by what it answered last. */
export function standingOf({ enabled, waiting, last }: Channel): {
  readonly look: Look;
  readonly word: string;
} {
  if (!enabled) return { look: 'offline', word: 'Switched off' };
  if (!last) return { look: 'pending', word: waiting > 0 ? 'First message waits' : 'Nothing sent yet' };
  if (last.delivered) return { look: 'healthy', word: last.test ? 'Test accepted' : 'Delivers' };
  return { look: waiting > 0 ? 'warning' : 'critical', word: firstLine(last.answer) };
}

/** The first line of what a receiver said, without the spaces that set words apart. */
export const firstLine = (answer: string): string =>
  (answer.split('\n')[0] ?? '').replace(/\s+/g, ' ').slice(0, 80) || 'no answer';

export const stateLook: Record<Delivery['state'], Look> = {
  waiting: 'warning',
  delivered: 'healthy',
  dead: 'critical',
  'not-needed': 'offline',
};

/** `INC-214 and 3 more`. */
export function titleOf({ title, notices }: Pick<Delivery, 'title' | 'notices'>): string {
  return notices > 1 ? `${title} and ${notices - 1} more` : title;
}

/** Where a message comes from, under its title. */
export function aboutOf({ kind, route, by, notices, severity }: Delivery): string {
  if (kind === 'test') return `sent by ${by ?? 'somebody'}`;
  const many = notices > 1 ? `, ${notices} in one message` : '';
  return kind === 'summary' ? `held back by the limit${many}` : `${severity}, route ${route}${many}`;
}
