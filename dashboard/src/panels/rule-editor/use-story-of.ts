import { useCall } from '../../live/call.ts';
import type { Story } from './near.ts';

const most = 200;
const nothing: Story = { incidents: [], deployments: [] };

/** What went on since a moment; nothing before it is known. */
export function useStoryOf(since: string | undefined): Story {
  const incidents = useCall('listIncidents', since === undefined ? undefined : { since, limit: most });
  const deployments = useCall(
    'listDeployments',
    since === undefined ? undefined : { environment: 'production', limit: most },
  );
  if (!incidents.data || !deployments.data) return nothing;
  return { incidents: incidents.data.incidents, deployments: deployments.data.deployments };
}
