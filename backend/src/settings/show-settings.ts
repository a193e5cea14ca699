import {
  type RetentionName,
  type Secret,
  type Settings,
  type ThresholdName,
  thresholdNames,
} from '@smartops/contract';
import type { Standings } from '../alerts/rules/default-thresholds.ts';
import type { SwitchStanding } from '../notify/switches.ts';
import type { Book, Entry } from './connections.ts';
import type { SettingsContext } from './context.ts';
import type { GeneralDocument } from './documents.ts';

const dayMs = 86_400_000;

/** What is usual, in days. */
const usualRetention: Readonly<Record<Exclude<RetentionName, 'logs'>, number>> = {
  raw: 30,
  fiveMinutes: 180,
  hours: 1_095,
  deliveries: 7,
  events: 1_095,
};

type Ground = SettingsContext['config'];

/** What other rooms keep. */
export interface Elsewhere {
  readonly thresholds: Standings;
  readonly channels: SwitchStanding;
}

const eachThreshold = <Value>(of: (name: ThresholdName) => Value) => ({
  ...{ cpu: of('cpu'), memory: of('memory'), disk: of('disk') },
});

/** Rises with each save and each change of a threshold's rule. */
export function versionOf(saved: number, thresholds: Standings): number {
  return thresholdNames.reduce((sum, name) => sum + thresholds[name].version, saved);
}

/** For how many days each kind of thing is kept. */
export function retentionOf(
  { retention }: GeneralDocument,
  { env, given }: Ground,
): Record<RetentionName, number> {
  const logs = env.LOG_KEEP_DAYS / dayMs;
  const chosen = given.has('LOG_KEEP_DAYS') ? logs : (retention.logs ?? logs);
  return { ...usualRetention, ...(retention as Partial<typeof usualRetention>), logs: chosen };
}

/** A32: everything, and of the secrets only whether they are there. */
export function showSettings(
  { general: { version, chosen }, entries }: Book,
  { thresholds, channels }: Elsewhere,
  config: Ground,
): Settings {
  const first = (kind: string) => {
    const own = entries.filter((entry) => entry.kind === kind && entry.origin !== 'demo');
    return own.find(({ id }) => id === kind) ?? own[0];
  };
  const [github, aws] = [first('github'), first('aws')];
  const { kinds, slack } = channels;
  return {
    version: versionOf(version, thresholds),
    notifications: { email: kinds.email.on, slack: kinds.slack.on, webhook: kinds.webhook.address },
    thresholds: eachThreshold((name) => thresholds[name].value),
    thresholdRules: eachThreshold((name) => {
      const { ruleId, state, critical, by } = thresholds[name];
      return { ruleId, state, critical, updatedBy: by };
    }),
    integrations: {
      github: {
        enabled: github?.enabled ?? false,
        owner: textOf(github?.config.owner),
        repo: textOf([github?.config.repositories ?? []].flat().join(', ')),
        token: secretOf(github, 'token'),
      },
      aws: {
        enabled: aws?.enabled ?? false,
        region: textOf([aws?.config.regions ?? []].flat()[0]),
        accessKey: secretOf(aws, 'accessKeyId'),
        secretKey: secretOf(aws, 'secretAccessKey'),
      },
      slack: {
        enabled: slack.enabled,
        webhookUrl: {
          ...{ set: slack.hint !== null, locked: slack.variable !== null },
          ...{ variable: slack.variable, hint: slack.hint },
        },
      },
      evm: {
        enabled: entries.some(({ kind, enabled, origin }) => kind === 'evm' && enabled && origin !== 'demo'),
        chains: entries
          .filter(({ kind, enabled, origin }) => kind === 'evm' && enabled && origin !== 'demo')
          .map(({ title }) => title),
      },
    },
    intervals: chosen.intervals,
    retention: retentionOf(chosen, config),
    locked: lockedOf(entries, channels, config),
    demo: entries.some(({ origin }) => origin === 'demo'),
  };
}

function lockedOf(
  entries: readonly Entry[],
  { kinds, slack }: Elsewhere['channels'],
  { given }: Ground,
): Record<string, string> {
  const variables: [string, string][] = [
    ...thresholdNames.map((name): [string, string] => [
      `thresholds.${name}`,
      `THRESHOLD_${name.toUpperCase()}`,
    ]),
    ['retention.logs', 'LOG_KEEP_DAYS'],
  ];
  return Object.fromEntries([
    ...variables.filter(([, variable]) => given.has(variable)),
    ...Object.entries(kinds).flatMap(([kind, { variable }]) =>
      variable ? [[`notifications.${kind}`, variable]] : [],
    ),
    ...(slack.variable ? [['integrations.slack', slack.variable]] : []),
    ...entries.flatMap(({ id, kind, variable }) =>
      variable && (id === 'github' || id === 'aws') ? [[`integrations.${kind}`, variable]] : [],
    ),
    ...entries.flatMap(({ id, everyVariable }) =>
      everyVariable ? [[`intervals.${id}`, everyVariable]] : [],
    ),
  ]);
}

function secretOf(entry: Entry | undefined, field: string): Secret {
  const found = entry?.secrets.find((secret) => secret.field === field);
  const variable = entry?.variable ?? null;
  return { set: found !== undefined, locked: variable !== null, variable, hint: found?.hint ?? null };
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
