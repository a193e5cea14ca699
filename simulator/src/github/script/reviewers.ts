import { type Person, people, type Service } from '../../world/shop.ts';
import type { EnvironmentName } from './plan.ts';

/** Who may let a run into an environment; nobody has to where there are none. */
export function reviewersOf(repo: Service, environment: EnvironmentName): readonly Person[] {
  return repo === 'pricing-service' && environment === 'production' ? [people.nair, people.okafor] : [];
}
