import type { Deployment, Episode, Incident } from '@smartops/contract';
import { deployLabel, toDeployMarks } from '../../facts/happenings.ts';

/** What went on meanwhile: incidents, and what was deployed to production. */
export interface Story {
  readonly incidents: readonly Incident[];
  readonly deployments: readonly Deployment[];
}

/** What an episode may have to do with. */
export type Near =
  | { readonly kind: 'incident'; readonly name: string }
  | { readonly kind: 'deployment'; readonly id: string; readonly label: string };

const beforeMs = 60 * 60_000;

/** The incident about the same resource at that time, else the last production deployment of the hour before. */
export function nearTo(episode: Episode, { incidents, deployments }: Story): Near | undefined {
  const incident = incidents.find((one) => isAbout(one, episode));
  if (incident) return { kind: 'incident', name: incident.name };
  const began = Date.parse(episode.began);
  const last = toDeployMarks(deployments)
    .filter(({ at }) => at <= began && at > began - beforeMs)
    .toSorted((a, b) => b.at - a.at)[0];
  const deployment = deployments.find(({ id }) => id === last?.id);
  return deployment && { kind: 'deployment', id: deployment.id, label: deployLabel(deployment) };
}

/** Names of the incidents that nobody would have been told of any more. */
export function lostIncidents(
  { fallAway, episodes }: { readonly fallAway: readonly Episode[]; readonly episodes: readonly Episode[] },
  incidents: readonly Incident[],
): string[] {
  return incidents
    .filter((one) => fallAway.some((episode) => isAbout(one, episode)))
    .filter((one) => !episodes.some((episode) => isAbout(one, episode)))
    .map(({ name }) => name);
}

function isAbout({ resourceId, timestamp, resolvedAt }: Incident, episode: Episode): boolean {
  if (resourceId !== episode.resourceId) return false;
  const end = (time: string | null) => (time === null ? Number.POSITIVE_INFINITY : Date.parse(time));
  return Date.parse(timestamp) <= end(episode.ended) && Date.parse(episode.began) <= end(resolvedAt);
}
