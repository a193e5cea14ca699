import { useTopic } from '../live/use-live.ts';

/** How many stand behind a tab of a section, by its path; what no topic tells has none. */
export function useSectionCounts(): Readonly<Record<string, number | undefined>> {
  return {
    '/incidents': useTopic('alert-counts')?.[0]?.loud,
    '/incidents/rules': useTopic('rules')?.[0]?.total,
    '/incidents/all': useTopic('incidents')?.filter(({ status }) => status !== 'resolved').length,
  };
}
