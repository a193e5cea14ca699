import type { Ability } from '@smartops/contract';

type Answer = Ability['may'];

/** What is known of one token or app, found out without changing anything. */
export interface Evidence {
  /** Of an app: what its installation was given. */
  readonly permissions: Readonly<Record<string, string>> | undefined;
  /** Of a classic token. GitHub does not say what a fine-grained one was given. */
  readonly scopes: readonly string[] | undefined;
  readonly isPrivate: boolean;
  /** Whether the person behind the token may change the repository; false also holds for every token of theirs. */
  readonly mayPush: boolean | undefined;
  /** Whether reading worked. */
  readonly read: Readonly<Record<Permission, Answer>>;
}

export type Permission = 'actions' | 'deployments' | 'contents';

const reads = [
  ['Read runs and jobs', 'actions'],
  ['Read logs', 'actions'],
  ['Read deployments', 'deployments'],
  ['Say what a rollback undoes', 'contents'],
] as const;

const writes = [
  ['Run again, roll back and cancel', 'actions'],
  ['Review a waiting environment', 'deployments'],
] as const;

/** What may be done: reading with one token, changing with the same or another. Pure. */
export function judgeAbilities(reading: Evidence, writing: Evidence): Ability[] {
  return [
    ...reads.map(([feature, permission]) => ({
      feature,
      may: reading.read[permission],
      needs: `${titles[permission]}: read`,
    })),
    ...writes.map(([feature, permission]) => ({
      feature,
      may: mayWrite(writing, permission),
      needs: `${titles[permission]}: write`,
    })),
  ];
}

const titles: Record<Permission, string> = {
  actions: 'Actions',
  deployments: 'Deployments',
  contents: 'Contents',
};

function mayWrite(
  { permissions, scopes, isPrivate, mayPush, read }: Evidence,
  permission: Permission,
): Answer {
  if (permissions) return permissions[permission] === 'write' ? 'yes' : 'no';
  if (mayPush === false || read[permission] === 'no') return 'no';
  if (!scopes) return 'unknown';
  const reaches = scopes.includes('repo') || (!isPrivate && scopes.includes('public_repo'));
  return reaches ? 'yes' : 'no';
}
