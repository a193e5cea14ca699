import type { TimeRange } from '@smartops/contract';
import { ranges } from '../format/range.ts';
import { choice, setUrl, useUrl } from './url-state.ts';

const field = choice('range', ranges);

/** The time range of every number on the page; it lives in the address. */
export const useRange = (): TimeRange => useUrl(field)[0];

export const setRange = (range: TimeRange): void => setUrl({ range: field.write(range) }, 'replace');

/** An address inside the product that keeps the range. */
export function withRange(path: string, range: TimeRange): string {
  const written = field.write(range);
  return written === undefined ? path : `${path}?range=${written}`;
}
