import type { SourceState } from '@smartops/contract';
import type { Concern } from '../../facts/situation.ts';

/** The source a concern comes from, by the name people gave it. */
export function whereOf({ source }: Concern, sources: readonly SourceState[]): string {
  return sources.find(({ id }) => id === source)?.title ?? source;
}

/** The last part of a resource's id is what people call it. */
export function resourceName(resourceId: string): string {
  return resourceId.split(/[:/]/).findLast((part) => part !== '') ?? resourceId;
}
