import type { PartProblem } from '../source.ts';
import { SourceError } from '../source.ts';
import type { Inventory, Part } from './inventory.ts';
import { minimalPolicy } from './permissions.ts';

export interface Failure {
  readonly part: string;
  readonly region: string;
  readonly error: SourceError;
}

export function listingsOf(inventory: Inventory): Part<unknown>[] {
  const { instances, statuses, databases, functions, balancers, queues } = inventory;
  const { alias, buckets, distributions, summary, users } = inventory;
  const regional = [...instances, ...statuses, ...databases, ...functions, ...balancers, ...queues];
  return [...regional, buckets, distributions, summary, users, ...(alias ? [alias] : [])];
}

export function failuresOf(parts: readonly Part<unknown>[]): Failure[] {
  return parts.flatMap(({ part, region, reading }) =>
    reading.ok ? [] : [{ part, region, error: reading.error }],
  );
}

/** One problem for the same trouble in several regions. */
export function toProblems(failures: readonly Failure[]): PartProblem[] {
  const alike = Map.groupBy(failures, ({ part, region, error }) =>
    [part, error.reason, error.message.replaceAll(region, '')].join(' '),
  );
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const { part, region, error } = first;
    const regions = [...new Set([region, ...others.map((other) => other.region)])].join(', ');
    const message = error.message.replace(region, regions);
    return [{ part, reason: error.reason, message, fix: error.fix ?? null }];
  });
}

/** The error of a collect that brought nothing at all. */
export function wholeFailure(failures: readonly Failure[]): SourceError {
  const [first] = failures;
  if (!first) return new SourceError('malformed', 'AWS answered nothing');
  const { error } = first;
  const isAlike = failures.every((failure) => failure.error.reason === error.reason);
  if (!isAlike || error.reason !== 'forbidden') return error;
  return new SourceError('forbidden', `${error.message}, and everything else`, {
    cause: error,
    fix: minimalPolicy(),
  });
}
