import type { Deployment } from '@smartops/contract';
import { formatDuration } from '../format/duration.ts';
import { Elapsed } from '../ui/age.tsx';

/** How long a deployment took, or has been going on. */
export function Took({ deployment }: { deployment: Deployment }) {
  if (deployment.durationMs !== null) return formatDuration(deployment.durationMs);
  if (deployment.status === 'running') return <Elapsed since={Date.parse(deployment.timestamp)} />;
  return deployment.duration;
}
