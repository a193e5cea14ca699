import { useTopic } from '../live/use-live.ts';

/** How many things on a page wait for somebody, by its path. */
export function useToDo(): Readonly<Record<string, number | undefined>> {
  return { '/incidents': useTopic('incidents')?.filter(({ status }) => status !== 'resolved').length };
}
