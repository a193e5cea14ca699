import type { StoredAlert } from '../alerts/alert.ts';

/** What grouping compares of an alert. */
export type Kin = Pick<
  StoredAlert,
  'id' | 'fingerprint' | 'resourceId' | 'resourceName' | 'account' | 'region' | 'labels' | 'startedAt'
> & {
  readonly deployments: readonly { readonly id: string; readonly title: string }[];
};

/** What an incident's alerts have in common with one another, gathered. */
export interface Traits {
  readonly fingerprints: Set<string>;
  readonly resources: Set<string>;
  readonly deployments: Set<string>;
  /** In small letters. */
  readonly services: Set<string>;
  /** Account and region, each with when the last alert there began. */
  readonly places: Map<string, number>;
}

export const kinOf = (alert: StoredAlert): Kin => ({
  ...alert,
  deployments: alert.changedBefore.filter(({ kind }) => kind === 'deployment'),
});

/** The service an alert is about: what its rule says, else the name of the resource. */
export const serviceOf = ({ labels, resourceName }: Pick<Kin, 'labels' | 'resourceName'>): string =>
  labels.service ?? resourceName;

export function placeOf({ account, region }: Pick<Kin, 'account' | 'region'>): string | undefined {
  return account && region ? `${account} ${region}` : undefined;
}

export const noTraits = (): Traits => ({
  fingerprints: new Set(),
  resources: new Set(),
  deployments: new Set(),
  services: new Set(),
  places: new Map(),
});

export function gather(traits: Traits, kin: Kin): void {
  traits.fingerprints.add(kin.fingerprint);
  traits.resources.add(kin.resourceId);
  for (const { id } of kin.deployments) traits.deployments.add(id);
  traits.services.add(serviceOf(kin).toLowerCase());
  const place = placeOf(kin);
  if (place) traits.places.set(place, Math.max(kin.startedAt, traits.places.get(place) ?? 0));
}
