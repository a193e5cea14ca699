import { connectionStore } from './collector/store.ts';
import { Watching } from './collector/watching.ts';
import type { Config, ConnectionSeed } from './config/index.ts';
import { wantsDemo } from './config/index.ts';
import { type RunningDemo, startDemo } from './demo.ts';
import type { Identity } from './identity/open-identity.ts';
import type { NotifyContext } from './notify/context.ts';
import type { Database } from './platform/database/database.ts';
import type { Log } from './platform/log/open-log.ts';
import { createRedactor, type Learner } from './platform/redaction/redaction.ts';
import type { Sealing } from './platform/sealing/sealing.ts';
import { adviseOn } from './settings/advice.ts';
import { type Book, type Entry, readBook, realKinds } from './settings/connections.ts';
import type { SettingsContext } from './settings/context.ts';
import { deployRuleStore } from './settings/deploy-rule-store.ts';
import { formOf, splitConfig } from './settings/form.ts';
import type { SettingsPorts } from './settings/routes.ts';
import { retentionOf } from './settings/show-settings.ts';
import { channelPort, thresholdPort } from './settings-neighbours.ts';
import { sources } from './sources/index.ts';
import type { Connection, Source, SourceTools } from './sources/source.ts';
import { withoutSecrets } from './sources/without-secrets.ts';

export interface SettingsParts {
  readonly config: Config;
  readonly database: Database;
  readonly sealing: Sealing;
  readonly learner: Learner;
  readonly ways: { readonly fetchConfigured: typeof fetch; readonly fetchTyped: typeof fetch };
  readonly log: Log;
  readonly now: () => number;
}

export interface OpenSettings {
  readonly watching: Watching;
  /** For how many days each kind of thing is kept. */
  readonly retention: () => ReturnType<typeof retentionOf>;
  /** Goes by what is stored now; true when something else is watched than before. */
  reload(): Promise<boolean>;
  ports(
    identity: Identity,
    around: { readonly notify: NotifyContext; readonly changed: () => Promise<void> },
  ): SettingsPorts;
  close(): Promise<void>;
}

const workspace = 'default';
/** Another process may have saved. */
const lookEveryMs = 15_000;

/** Joins what people chose to what is watched. */
export async function openSettings(parts: SettingsParts): Promise<OpenSettings> {
  const { config, database, sealing, learner, log, now } = parts;
  let demo: RunningDemo | undefined;
  const watching = new Watching({
    open: (seed) => withoutSecrets(connect(seed, parts), learner.redact, adviserOf(seed, config)),
    seed: (seed) => connectionStore(database.sql).seed(seed, now()),
    trouble: (connection, err) => log.warn({ connection, err }, 'a connection could not be closed'),
  });
  const ground = { config, sealing, workspace, database: database.sql, demo: () => demo?.cloud };
  const read = async () => {
    const book = await readBook(ground);
    if (demo || !wantsDemo(config.env, realKinds(book.entries))) return book;
    demo = await startDemo(config.dataDir, now());
    return readBook(ground);
  };
  let book = await read();
  const reload = async () => {
    book = await read();
    const seeds = seedsOf(book);
    learner.learn(seeds.filter(({ typed }) => typed).flatMap(secretsOf));
    return watching.become(seeds);
  };
  await reload();
  return {
    watching,
    reload,
    retention: () => retentionOf(book.general.chosen, config),
    ports: (identity, { notify, changed }) => {
      const context: SettingsContext = {
        ...ground,
        now,
        open: (seed) => {
          const secrets = [...config.secrets, ...secretsOf(seed)];
          return withoutSecrets(connect(seed, parts), createRedactor(secrets), adviserOf(seed, config));
        },
        thresholds: thresholdPort(config, database),
        channels: channelPort(notify),
        async changed() {
          notify.notifier.wake();
          await changed();
        },
      };
      return { context, doer: doerOf(identity) };
    },
    async close() {
      await watching.close();
      await demo?.close();
    },
  };
}

/** Looks again and again whether another process has saved, where there can be one. */
export function keepReloading(
  { reload }: Pick<OpenSettings, 'reload'>,
  { database, log, changed }: Pick<SettingsParts, 'database' | 'log'> & { changed: () => Promise<void> },
): { close(): void } {
  if (database.engine === 'pglite') return { close() {} };
  const look = () =>
    reload()
      .then((isOther) => (isOther ? changed() : undefined))
      .catch((err: unknown) => log.warn({ err }, 'what people chose could not be read again'));
  const timer = setInterval(look, lookEveryMs).unref();
  return { close: () => clearInterval(timer) };
}

const seedsOf = ({ entries }: Book): ConnectionSeed[] =>
  entries.flatMap(({ enabled, seed }: Entry) => (enabled && seed ? [seed] : []));

function sourceOf({ source: kind }: Pick<ConnectionSeed, 'source'>): Source {
  const source = sources.find((one) => one.id === kind);
  if (!source) throw new Error(`There is no source ${kind}`);
  return source;
}

function connect(
  seed: ConnectionSeed,
  { ways, database, now }: Pick<SettingsParts, 'ways' | 'database' | 'now'>,
): Connection {
  const { fetchConfigured, fetchTyped } = ways;
  const fetch = seed.typed ? fetchTyped : fetchConfigured;
  const { rules: deployRules } = deployRuleStore(database.sql);
  const tools: SourceTools = { connectionId: seed.id, fetch, fetchTyped, now, deployRules };
  return sourceOf(seed).connect(seed.config, tools);
}

/** How to say what to do about a failure: a connection that was typed knows no variables. */
function adviserOf(seed: ConnectionSeed, { given }: Config): ((advice: string) => string) | undefined {
  return seed.typed ? adviseOn(sourceOf(seed), { title: seed.title, given }) : undefined;
}

function secretsOf(seed: ConnectionSeed): string[] {
  const { secrets } = splitConfig(formOf(sourceOf(seed)), seed.config);
  return [...secrets.values()].filter((secret) => secret !== null);
}

function doerOf(identity: Identity): SettingsPorts['doer'] {
  return (asker) => ({
    name: asker.caller?.name ?? 'somebody',
    privileged: (step, work) => identity.privileged(asker, step, work),
  });
}
