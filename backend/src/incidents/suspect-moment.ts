import type { StoredMoment, ToldIncident } from './incident.ts';

/** What went live before it began: of an affected service first, then the last. What failed at that moment is no cause of itself. */
export function suspectMoment({
  timeline,
  startedAt,
  affectedServices,
}: Pick<ToldIncident, 'timeline' | 'startedAt' | 'affectedServices'>): StoredMoment | undefined {
  const before = timeline.filter(({ kind, at }) => kind === 'deployment' && at < startedAt);
  const isOwn = ({ text }: StoredMoment) => affectedServices.some((name) => text.startsWith(`${name} `));
  return before.findLast(isOwn) ?? before.at(-1);
}
