import { type Person, people, type Service } from '../../world/shop.ts';

/** Who may let a run into an environment; nobody has to where there are none. */
export function reviewersOf(repo: Service, environment: string): readonly Person[] {
  return repo === 'pricing-service' && environment === 'production' ? [people.nair, people.okafor] : [];
}
