import type { RuleScope } from '@smartops/contract';
import { isLike } from './wildcard.ts';

/** What a rule may be about: a resource, a connection, or what is deployed. */
export interface Subject {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly connectionId: string;
  /** The account's name and number, where there is one. */
  readonly accounts: readonly string[];
  readonly region: string | null;
  readonly url: string | null;
  readonly state: string | null;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** When it was last seen to be another than before. */
  readonly changedAt: number;
}

/** Whether a rule looks at this. Every part that is given must hold, and of a part any of its entries. */
export function isInScope(scope: RuleScope, subject: Subject): boolean {
  return (
    any(scope.kinds, [subject.kind]) &&
    any(scope.connections, [subject.connectionId]) &&
    any(scope.accounts, subject.accounts) &&
    any(scope.regions, subject.region === null ? [] : [subject.region]) &&
    any(scope.resources, [subject.id, subject.name]) &&
    Object.entries(scope.tags).every(([name, wanted]) =>
      tagsOf(subject, name).some((value) => isLike(wanted, value)),
    )
  );
}

function any(patterns: readonly string[], texts: readonly string[]): boolean {
  return patterns.length === 0 || patterns.some((pattern) => texts.some((text) => isLike(pattern, text)));
}

/** Sources keep the tags they know, in small letters, among the attributes. */
function tagsOf({ attributes }: Subject, name: string): string[] {
  const values = [attributes[name], attributes[name.toLowerCase()]];
  return values.filter((value) => typeof value === 'string');
}
