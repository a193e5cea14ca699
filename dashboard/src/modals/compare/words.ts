import type { Comparison, Deployment } from '@smartops/contract';
import { formatCount, plural } from '../../format/number.ts';

/** `v2.31.0 in production`. */
export const nameOf = ({ version, commit, environment }: Deployment): string =>
  `${version ?? commit} in ${environment}`;

export const directionWords: Record<Comparison['direction'], string> = {
  forward: 'What came with the newer version:',
  back: 'It went back to an older version. What it no longer has:',
  diverged: 'The two have different histories. What the second has and the first has not:',
  same: 'Both are the same commit: nothing changed between them.',
};

/** How many commits, and how many of them are shown when the source lists fewer. */
export function countWords({ total, commits }: Pick<Comparison, 'total' | 'commits'>): string {
  const all = plural(total, 'commit');
  return commits.length < total ? `${all}, the first ${formatCount(commits.length)} shown` : all;
}
