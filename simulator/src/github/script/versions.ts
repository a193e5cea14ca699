import type { Service } from '../../world/shop.ts';

/** The number of the first pull request after the epoch. */
export const pullBase: Record<Service, number> = {
  'checkout-api': 2_204,
  'pricing-service': 871,
  'storefront-web': 1_932,
  'search-indexer': 604,
  'ledger-worker': 988,
};

interface Numbering {
  readonly patches: number;
  /** Minors before the epoch, counted through the majors. */
  readonly minors: number;
  readonly first: number;
}

const numbering: Record<Exclude<Service, 'checkout-api'>, Numbering> = {
  'pricing-service': { patches: 5, minors: 43, first: 0 },
  'storefront-web': { patches: 4, minors: 804, first: 0 },
  'search-indexer': { patches: 7, minors: 309, first: 0 },
  'ledger-worker': { patches: 3, minors: 118, first: 2 },
};

/** The version of the n-th deploy after the epoch; below zero those before it. checkout-api's come from the story. */
export function countedVersion(repo: Service, n: number): string {
  if (repo === 'checkout-api') return '';
  const { patches, minors, first } = numbering[repo];
  const count = Math.max(0, minors * patches + first + n);
  const minor = Math.floor(count / patches);
  return `v${Math.floor(minor / 100)}.${minor % 100}.${count % patches}`;
}
