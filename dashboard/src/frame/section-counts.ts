import { useTopic } from '../live/use-live.ts';

/** How many stand behind a tab of a section, by its path; what no topic tells has none. */
export function useSectionCounts(): Readonly<Record<string, number | undefined>> {
  return {
    '/incidents': useTopic('alerts')?.length,
    '/incidents/all': useTopic('incidents')?.length,
  };
}
