import type { AccessKeyMetadata, User } from '@aws-sdk/client-iam';
import type { Resource } from '@smartops/contract';
import { consoleUrl, facts, known, type Place, serviceResource, some } from './place.ts';

const day = 86_400_000;
const oldDays = 90;

export interface IamSeen {
  readonly users: readonly User[];
  /** Undefined where a user's keys were not read yet or cannot be. */
  readonly keysOf: (user: string) => readonly AccessKeyMetadata[] | undefined;
  /** AWS's account summary; undefined where it cannot be read. */
  readonly summary: Partial<Record<string, number>> | undefined;
}

/** A resource for each access key, known by its last four characters only. */
export function iamResources({ users, keysOf }: IamSeen, place: Place): Resource[] {
  return users.flatMap(({ UserName: user }) =>
    (user === undefined ? [] : (keysOf(user) ?? [])).flatMap((key) => {
      const ending = key.AccessKeyId?.slice(-4);
      if (user === undefined || ending === undefined) return [];
      return [
        {
          id: `${place.connectionId}:iam:${user}:${ending}`,
          kind: 'aws.iam.access-key',
          name: user,
          ...(key.Status !== undefined && { state: key.Status }),
          ...consoleUrl(place, 'us-east-1', `iam/home#/users/details/${encodeURIComponent(user)}`),
          attributes: known({
            user,
            ending,
            ageDays: ageDays(key, place.now),
            createdAt: key.CreateDate?.getTime(),
          }),
        },
      ];
    }),
  );
}

/** IAM as a whole: active keys older than 90 days, keys of root and a root without MFA are a warning. */
export function iamService(seen: IamSeen, place: Place): Resource {
  const { users, keysOf, summary } = seen;
  const keys = users.map(({ UserName }) => keysOf(UserName ?? ''));
  const active = keys.flatMap((list) => (list ?? []).filter(({ Status }) => Status === 'Active'));
  const old = active.filter((key) => (ageDays(key, place.now) ?? 0) > oldDays).length;
  const unread = keys.filter((list) => list === undefined).length;
  const rootKeys = (summary?.AccountAccessKeysPresent ?? 0) > 0;
  const noMfa = summary?.AccountMFAEnabled === 0;
  return serviceResource(place, 'IAM', {
    regions: [],
    instances: users.length,
    status: old > 0 || rootKeys || noMfa ? 'warning' : 'healthy',
    facts: facts(
      rootKeys && 'root has access keys',
      noMfa && 'root has no MFA',
      some(old, `active ${old === 1 ? 'key' : 'keys'} older than ${oldDays} days`),
      some(active.length, `active ${active.length === 1 ? 'key' : 'keys'}`),
      some(unread, 'users not checked'),
    ),
  });
}

function ageDays({ CreateDate }: AccessKeyMetadata, now: number): number | undefined {
  return CreateDate && Math.floor((now - CreateDate.getTime()) / day);
}
