import type { TimeRange } from '@smartops/contract';
import { withRange } from './range.ts';
import { text, useUrl } from './url-state.ts';

const field = text('incident');

/** The incident that the address asks for, by what people call it. */
export const useIncidentName = (): string | undefined => useUrl(field)[0];

export const incidentPath = (name: string, range: TimeRange): string =>
  withQuery('/incidents/all', { incident: name }, range);

/** All alerts of a resource, by its name. */
export const alertsPath = (resource: string, range: TimeRange): string =>
  withQuery('/incidents', { resource }, range);

function withQuery(path: string, query: Record<string, string>, range: TimeRange): string {
  const whole = withRange(path, range);
  return `${whole}${whole.includes('?') ? '&' : '?'}${new URLSearchParams(query)}`;
}
