import type { AuditEntry } from '@smartops/contract';
import type { Input } from '../../live/paths.ts';
import { choice, text } from '../../state/url-state.ts';

export const outcomes = ['any', 'allowed', 'refused', 'failed'] as const;
export type OutcomeChoice = (typeof outcomes)[number];
export const outcomeWord: Record<OutcomeChoice, string> = {
  any: 'Any outcome',
  allowed: 'Allowed',
  refused: 'Refused',
  failed: 'Failed',
};

export const spans = ['24h', '1h', '7d', '30d', 'all'] as const;
export type SpanChoice = (typeof spans)[number];
export const spanWord: Record<SpanChoice, string> = {
  '1h': 'last hour',
  '24h': 'last 24 h',
  '7d': 'last 7 d',
  '30d': 'last 30 d',
  all: 'any time',
};
const spanMs: Record<SpanChoice, number> = {
  '1h': 3_600_000,
  '24h': 86_400_000,
  '7d': 604_800_000,
  '30d': 2_592_000_000,
  all: Number.POSITIVE_INFINITY,
};

export const fields = {
  find: text('find'),
  outcome: choice('outcome', outcomes),
  span: choice('when', spans),
};

export interface AuditFilter {
  readonly find: string;
  readonly outcome: OutcomeChoice;
  readonly span: SpanChoice;
}

/** The filter as the API takes it. */
export function filterInput({ find, outcome, span }: AuditFilter, now: number): Input<'listAudit'> {
  return {
    ...(find.trim() && { find: find.trim() }),
    ...(outcome !== 'any' && { outcome }),
    ...(span !== 'all' && { from: new Date(now - spanMs[span]).toISOString() }),
  };
}

/** `e41b…07c9`. */
export const shortHash = (hash: string): string =>
  hash.length > 12 ? `${hash.slice(0, 4)}…${hash.slice(-4)}` : hash;

/** `key oncall-bot`: who, with the kind where it is no person. */
export function whoOf({ kind, name }: AuditEntry['actor']): string {
  return kind === 'key' ? `key ${name}` : name;
}
