import { randomUUID } from 'node:crypto';
import type { SettingsInput } from '@smartops/contract';
import { z } from 'zod';
import { type Plan, refuseLocked } from './commit.ts';
import type { Entry } from './connections.ts';
import type { SettingsContext } from './context.ts';
import { describe, whatOf } from './describe-connection.ts';
import { ConnectionDocument, connectionName } from './documents.ts';
import { settingStore } from './setting-store.ts';

type Wishes = NonNullable<SettingsInput['integrations']>;

/** One integration of A41, said as a change of its connection. */
interface Wish {
  readonly kind: 'github' | 'aws';
  readonly title: string;
  readonly enabled: boolean | undefined;
  readonly open: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, string>>;
}

/**
 * What the guide's short form does to the first connection of each kind. One that still lacks something is kept all the
 * same, and says what it lacks. Throws ConflictError for what the environment set, ZodError.
 */
export async function planIntegrations(
  { github = {}, aws = {} }: Wishes = {},
  entries: readonly Entry[],
  context: SettingsContext,
): Promise<Plan[]> {
  const { env } = context.config;
  const owner = github.owner ?? env.GITHUB_OWNER;
  const repositories = github.repo ? namesIn(github.repo) : env.GITHUB_REPO;
  const wishes: Wish[] = [
    {
      kind: 'github',
      title: owner ? `GitHub ${owner}` : 'GitHub',
      enabled: github.enabled,
      open: {
        ...(github.owner || github.token ? given('owner', owner) : {}),
        ...(github.repo || github.token ? given('repositories', repositories) : {}),
      },
      secrets: given('token', github.token),
    },
    {
      kind: 'aws',
      title: 'AWS',
      enabled: aws.enabled,
      open: aws.region || aws.accessKey ? given('regions', regionsOf(aws.region ?? env.AWS_REGION)) : {},
      secrets: { ...given('accessKeyId', aws.accessKey), ...given('secretAccessKey', aws.secretKey) },
    },
  ];
  const plans = await Promise.all(wishes.map((wish) => planOne(wish, entries, context)));
  return plans.filter((plan) => plan !== undefined);
}

async function planOne(
  wish: Wish,
  entries: readonly Entry[],
  context: SettingsContext,
): Promise<Plan | undefined> {
  const { kind, enabled, open, secrets } = wish;
  const brings = Object.keys({ ...open, ...secrets }).length > 0;
  const own = entries.filter((one) => one.kind === kind && one.origin !== 'demo');
  const entry = own.find(({ id }) => id === kind) ?? own[0];
  if (brings || enabled === false) refuseLocked(entry?.variable, `integrations.${kind}`);
  if (!brings && (enabled === undefined || (!entry && !enabled) || entry?.variable)) return undefined;
  const id = entry?.id ?? kind;
  const found = await settingStore(context.database, context.workspace).find(connectionName(id));
  const before = ConnectionDocument.safeParse(found?.value).data;
  const places = Object.keys(secrets).map((field) => [field, placeFor(id, field)] as const);
  const after: ConnectionDocument = {
    kind,
    title: before?.title ?? wish.title,
    enabled: enabled ?? before?.enabled ?? true,
    config: { ...before?.config, ...open },
    secrets: { ...before?.secrets, ...Object.fromEntries(places) },
  };
  refuseHalf(after);
  const changes = describe(before ?? {}, after);
  if (Object.keys(changes).length === 0) return undefined;
  return {
    what: before ? whatOf(before, after) : `Added ${after.title}`,
    target: after.title,
    detail: Object.fromEntries(
      Object.entries(changes).map(([field, change]) => [`integrations.${kind}.${field}`, change]),
    ),
    writes: [{ name: connectionName(id), was: found?.version ?? 0, value: after }],
    seals: places.map(([field, { name }]) => ({ name, value: secrets[field] ?? '' })),
    deeds: [],
  };
}

/** Half a pair of keys is a slip, unlike what can be filled in later. */
function refuseHalf({ kind, secrets }: ConnectionDocument): void {
  if (kind !== 'aws' || Boolean(secrets.accessKeyId) === Boolean(secrets.secretAccessKey)) return;
  const field = secrets.accessKeyId ? 'secretKey' : 'accessKey';
  const message = 'The access key and the secret key belong together';
  throw new z.ZodError([{ code: 'custom', path: ['integrations', 'aws', field], message, input: undefined }]);
}

const placeFor = (id: string, field: string) => ({
  name: `connection/${id}/${field}/${randomUUID().slice(0, 8)}`,
  hint: null,
});

function given<Value>(name: string, value: Value | undefined): Record<string, Value> {
  const isEmpty = value === undefined || (Array.isArray(value) && value.length === 0);
  return isEmpty ? {} : { [name]: value };
}

const regionsOf = (region: string | undefined) => (region ? namesIn(region) : []);

const namesIn = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
