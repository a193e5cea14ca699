import type { SourceState } from '@smartops/contract';
import type { Concern } from '../../facts/situation.ts';

/** The source a concern comes from, by the name people gave it. */
export function whereOf({ source }: Concern, sources: readonly SourceState[]): string {
  return sources.find(({ id }) => id === source)?.title ?? source;
}

/** What people call a resource: the last part of its id that is no machine's number. */
export function resourceName(resourceId: string): string {
  const parts = resourceId.split(/[:/]/).filter((part) => part !== '');
  return parts.findLast((part) => !/^[0-9a-f]{8,}$/.test(part)) ?? parts.at(-1) ?? resourceId;
}
