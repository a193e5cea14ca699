import type { RunFilter } from '@smartops/contract';
import { call } from '../../live/call.ts';
import { type Part, useListPages } from '../../live/use-list-pages.ts';
import { useTopic } from '../../live/use-live.ts';

/** The runs that fulfil a filter. */
export const useRuns = (filter: RunFilter) =>
  useListPages({ name: 'listRuns', filter, read, marks: useTopic('runs') });

async function read(filter: RunFilter, part: Part) {
  const { runs, next, total } = await call('listRuns', { ...filter, ...part });
  return { items: runs, next, total };
}
