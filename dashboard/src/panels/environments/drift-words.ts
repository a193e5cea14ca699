import type { Drift } from '@smartops/contract';
import { formatSpan } from '../../format/duration.ts';
import { plural } from '../../format/number.ts';

/** `2 versions behind staging for 3 h 12 min`; only what is known. */
export function driftWords({ kind, versions, since }: Drift, now: number): string {
  if (kind === 'apart') return 'never seen in staging';
  const much = versions === null ? 'behind staging' : `${plural(versions, 'version')} behind staging`;
  return since === null ? much : `${much} for ${formatSpan(now - Date.parse(since))}`;
}
