import type { SourceProblem, SourceState } from '@smartops/contract';

/** One thing that cannot be read. */
export interface Trouble {
  readonly source: SourceState;
  readonly problem: SourceProblem;
}

export const isTrouble = ({ state }: SourceState): boolean => state === 'failing' || state === 'degraded';

/** Everything that cannot be read: failing before degraded, then the oldest first. */
export function troublesOf(sources: readonly SourceState[]): readonly Trouble[] {
  return sources
    .filter(isTrouble)
    .flatMap((source) => source.problems.map((problem) => ({ source, problem })))
    .toSorted(
      (a, b) =>
        Number(b.source.state === 'failing') - Number(a.source.state === 'failing') ||
        Date.parse(a.problem.since) - Date.parse(b.problem.since),
    );
}

/** `AWS demo-account`, or its part when only that cannot be read: `AWS demo-account rds`. */
export function troubleName({ source, problem }: Trouble): string {
  return problem.part === 'all' ? source.title : `${source.title} ${problem.part}`;
}
