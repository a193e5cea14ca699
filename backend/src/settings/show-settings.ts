import { type RetentionName, type Secret, type Settings, thresholdNames } from '@smartops/contract';
import type { Book, Entry } from './connections.ts';
import type { SettingsContext, Thresholds } from './context.ts';
import type { GeneralDocument } from './documents.ts';

const shownAtEnd = 3;
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

/** The thresholds that hold: the environment's, else what was chosen, else what is usual. */
export function thresholdsOf({ thresholds }: GeneralDocument, config: Ground): Thresholds {
  const one = (name: keyof Thresholds) =>
    config.given.has(`THRESHOLD_${name.toUpperCase()}`)
      ? config.thresholds[name]
      : (thresholds[name] ?? config.thresholds[name]);
  return { cpu: one('cpu'), memory: one('memory'), disk: one('disk') };
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
export function showSettings({ general: { version, chosen }, entries }: Book, config: Ground): Settings {
  const first = (kind: string) => {
    const own = entries.filter((entry) => entry.kind === kind && entry.origin !== 'demo');
    return own.find(({ id }) => id === kind) ?? own[0];
  };
  const [github, aws] = [first('github'), first('aws')];
  const { notifications, slack, webhook } = chosen;
  return {
    version,
    notifications: { ...notifications, webhook: webhook.enabled ? (webhook.url?.hint ?? '') : '' },
    thresholds: thresholdsOf(chosen, config),
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
        webhookUrl: { set: slack.url !== null, locked: false, variable: null, hint: slack.url?.hint ?? null },
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
    locked: lockedOf(entries, config),
    demo: entries.some(({ origin }) => origin === 'demo'),
  };
}

function lockedOf(entries: readonly Entry[], { given }: Ground): Record<string, string> {
  const variables: [string, string][] = [
    ...thresholdNames.map((name): [string, string] => [
      `thresholds.${name}`,
      `THRESHOLD_${name.toUpperCase()}`,
    ]),
    ['retention.logs', 'LOG_KEEP_DAYS'],
  ];
  return Object.fromEntries([
    ...variables.filter(([, variable]) => given.has(variable)),
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

/** Of an address its host and its last three characters, which tell two of them apart. */
export function maskAddress(address: string): string {
  return `${new URL(address).origin}/…${address.slice(-shownAtEnd)}`;
}
