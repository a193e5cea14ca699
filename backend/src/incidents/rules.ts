import type { StoredAlert } from '../alerts/alert.ts';
import type { StoredIncident } from './incident.ts';
import { kinOf, placeOf, serviceOf, type Traits } from './traits.ts';

/** What begins within this of an incident belongs to it, and what comes back within this is the same trouble. */
export const togetherMs = 30 * 60_000;

export interface Home {
  readonly incident: StoredIncident;
  readonly traits: Traits;
}

export interface GroupRule {
  readonly id: 'fingerprint' | 'resource' | 'deployment' | 'topology' | 'time';
  /** Why the alert belongs there, in words for the timeline; undefined when it does not. */
  readonly why: (alert: StoredAlert, home: Home, now: number) => string | undefined;
}

const isOpen = ({ incident }: Home) => incident.status !== 'resolved';

/** From the surest sign to the weakest; the first that holds decides. Only the first opens what was resolved again. */
export const groupRules: readonly GroupRule[] = [
  {
    id: 'fingerprint',
    why: ({ fingerprint }, { incident, traits }, now) =>
      traits.fingerprints.has(fingerprint) && now - (incident.resolvedAt ?? now) <= togetherMs
        ? 'the same trouble as before'
        : undefined,
  },
  {
    id: 'resource',
    why: ({ resourceId, resourceName }, home) =>
      isOpen(home) && home.traits.resources.has(resourceId) ? `by same resource: ${resourceName}` : undefined,
  },
  {
    id: 'deployment',
    why(alert, home) {
      const shared = kinOf(alert).deployments.find(({ id }) => home.traits.deployments.has(id));
      return isOpen(home) && shared ? `by same deployment: ${shared.title}` : undefined;
    },
  },
  { id: 'topology', why: (alert, home) => (isOpen(home) ? sharedPlace(alert, home) : undefined) },
  {
    id: 'time',
    why: ({ startedAt }, home) =>
      isOpen(home) && Math.abs(startedAt - home.incident.startedAt) <= togetherMs
        ? 'by time: it began within half an hour'
        : undefined,
  },
];

/** A service that is named in both; or the same account and region, soon after the last alert there. */
function sharedPlace(alert: StoredAlert, { traits }: Home): string | undefined {
  const named = [serviceOf(alert), ...alert.title.split(/[^\w.-]+/)];
  const service = named.find((word) => word.length > 3 && traits.services.has(word.toLowerCase()));
  if (service) return `by same service: ${service}`;
  const place = placeOf(alert);
  const last = place === undefined ? undefined : traits.places.get(place);
  return last !== undefined && Math.abs(alert.startedAt - last) <= togetherMs
    ? `by same account and region: ${place}`
    : undefined;
}
