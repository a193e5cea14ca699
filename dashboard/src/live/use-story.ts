import { useTopic } from './use-live.ts';

/** The topics that tell what is going on; `undefined` until all of them are known. */
export function useStory() {
  const alerts = useTopic('alerts');
  const incidents = useTopic('incidents');
  const deployments = useTopic('deployments');
  const sources = useTopic('sources');
  return alerts && incidents && deployments && sources
    ? { alerts, incidents, deployments, sources }
    : undefined;
}
