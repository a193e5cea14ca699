import type { Reply } from '../http/exchange.ts';
import { accountId, owner, people, reader, services } from '../world/shop.ts';
import type { World } from '../world/world.ts';
import { capitals, madeAt } from './account.ts';
import { AwsError } from './aws-error.ts';
import { buckets } from './buckets.ts';
import type { Call } from './call.ts';
import { functionsOf } from './functions.ts';
import { pageOf, sizeIn } from './paging.ts';
import { queryReply } from './replies.ts';

const most = 50;
const usersAtOnce = 6;

/** Fourteen users, people and machines. */
const users: readonly string[] = [
  ...Object.values(people).flatMap(({ login, type }) => (type === 'User' ? [login] : [])),
  'smartops-read',
  'ci-deploy',
  'backup-runner',
  'terraform',
  'billing-export',
  'grafana-read',
  'legacy-ftp-sync',
  'partner-feed',
].sort();

const oldKeys = new Set(['legacy-ftp-sync', 'partner-feed']);

export function getCallerIdentity(call: Call): Reply {
  return queryReply(call, { Arn: reader, UserId: capitals('AIDA', 'smartops-read'), Account: accountId });
}

export function listAccountAliases(call: Call): Reply {
  return queryReply(call, { AccountAliases: { member: owner }, IsTruncated: false });
}

export function getAccountSummary(call: Call, world: World): Reply {
  const counts = {
    Users: users.length,
    UsersQuota: 5_000,
    Groups: 5,
    GroupsQuota: 300,
    Roles: roleNames(world).length,
    RolesQuota: 1_000,
    Policies: 47,
    MFADevices: 7,
    MFADevicesInUse: 7,
    AccountMFAEnabled: 1,
    AccountAccessKeysPresent: 0,
    AccountSigningCertificatesPresent: 0,
  };
  const entry = Object.entries(counts).map(([key, value]) => ({ key, value }));
  return queryReply(call, { SummaryMap: { entry } });
}

export function listUsers(call: Call, world: World): Reply {
  const { items, next } = page(call, users, usersAtOnce);
  const member = items.map((UserName) => ({
    Path: '/',
    UserName,
    UserId: capitals('AIDA', UserName),
    Arn: `arn:aws:iam::${accountId}:user/${UserName}`,
    CreateDate: madeAt(world, UserName, { least: 120, most: 1_200 }),
  }));
  return queryReply(call, { Users: { member }, IsTruncated: next !== undefined, Marker: next });
}

export function listRoles(call: Call, world: World): Reply {
  const { items, next } = page(call, roleNames(world), most);
  const member = items.map((RoleName) => ({
    Path: '/',
    RoleName,
    RoleId: capitals('AROA', RoleName),
    Arn: `arn:aws:iam::${accountId}:role/${RoleName}`,
    CreateDate: madeAt(world, RoleName, { least: 30, most: 1_200 }),
    MaxSessionDuration: 3_600,
  }));
  return queryReply(call, { Roles: { member }, IsTruncated: next !== undefined, Marker: next });
}

/** One key a user, of which two are older than 90 days. */
export function listAccessKeys(call: Call, world: World): Reply {
  const user = call.params.get('UserName') ?? 'smartops-read';
  if (!users.includes(user))
    throw new AwsError('NoSuchEntity', `The user with name ${user} cannot be found.`, 404);
  const age = oldKeys.has(user) ? { least: 140, most: 700 } : { least: 4, most: 80 };
  const member = {
    UserName: user,
    AccessKeyId: capitals('AKIA', user),
    Status: 'Active',
    CreateDate: madeAt(world, `key of ${user}`, age),
  };
  return queryReply(call, { AccessKeyMetadata: { member }, IsTruncated: false });
}

/** A hundred and eighteen: one a function and service, and what reads and writes the buckets. */
function roleNames(world: World): string[] {
  return [
    ...functionsOf(world).map(({ name }) => `lambda-${name}`),
    ...services.flatMap((service) => [`${service}-task`, `${service}-deploy`]),
    ...buckets.map((name) => `${name.slice(owner.length + 1)}-access`),
    'AWSServiceRoleForRDS',
    'AWSServiceRoleForSupport',
    'AWSServiceRoleForTrustedAdvisor',
    'OrganizationAccountAccessRole',
  ].sort();
}

function page({ params, operation }: Call, all: readonly string[], atOnce: number) {
  const [token, size] = [params.get('Marker'), sizeIn(params, 'MaxItems')];
  return pageOf(all, { listing: `${operation}`, token, size, most: atOnce });
}
