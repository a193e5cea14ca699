import type { TimeRange } from '@smartops/contract';
import { withRange } from './range.ts';
import { text, useUrl } from './url-state.ts';

const field = text('incident');

/** The incident that the address asks for, by what people call it. */
export const useIncidentName = (): string | undefined => useUrl(field)[0];

export function incidentPath(name: string, range: TimeRange): string {
  const path = withRange('/incidents/all', range);
  return `${path}${path.includes('?') ? '&' : '?'}incident=${encodeURIComponent(name)}`;
}
