import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { SealingKeys } from '../platform/sealing/sealing.ts';
import type { ConnectionSeed } from './connection-seed.ts';
import { realConnections, wantsDemo } from './connections.ts';
import { type Environment, given, parseEnvironment } from './environment.ts';
import { type AuthMode, authModeOf, publicUrlOf } from './exposure.ts';
import { githubKeySecrets } from './github-key.ts';
import { type SignInConfig, signInConfigOf } from './sign-in.ts';

export type { ConnectionSeed } from './connection-seed.ts';
export type { DemoCloud } from './connections.ts';
export { demoConnections, intervalOf, wantsDemo } from './connections.ts';
export { ConfigError } from './environment.ts';

export interface Config {
  readonly env: Environment;
  readonly version: string;
  readonly dataDir: string;
  readonly dashboardDir: string;
  readonly migrationsDir: string;
  /** What a new database is a copy of; the build makes it. */
  readonly newDatabaseDir: string;
  readonly sealing: SealingKeys;
  readonly authMode: AuthMode;
  /** Where people reach it. */
  readonly publicUrl: URL;
  readonly signIn: SignInConfig;
  readonly connections: readonly ConnectionSeed[];
  readonly demo: boolean;
  /** The values that must never be written down or sent. */
  readonly secrets: readonly string[];
  readonly thresholds: { readonly cpu: number; readonly memory: number; readonly disk: number };
  /** The variables that were set: what they say is locked. */
  readonly given: ReadonlySet<string>;
}

/** Reads `.env` of this folder and the one above, without overriding what is already set. */
export function loadEnvFiles(folder: string): void {
  for (const file of [join(folder, '.env'), join(folder, '..', '.env')])
    if (existsSync(file)) process.loadEnvFile(file);
}

/** `backend` is the backend's folder. Throws ConfigError. */
export function readConfig(
  backend: string,
  variables: Readonly<Record<string, string | undefined>> = process.env,
): Config {
  const env = parseEnvironment(variables);
  const authMode = authModeOf(env);
  const connections = realConnections(env);
  const dataDir = resolve(backend, '..', env.DATA_DIR ?? 'data');
  return {
    env,
    version: '0.1.0',
    dataDir,
    dashboardDir: resolve(backend, '..', 'dashboard', 'out'),
    migrationsDir: resolve(backend, 'migrations'),
    newDatabaseDir: resolve(backend, 'dist', 'new-database'),
    sealing: {
      keyText: env.SEALING_KEY,
      oldKeyTexts: env.SEALING_KEYS_OLD,
      file: join(dataDir, 'sealing-key'),
    },
    authMode,
    publicUrl: publicUrlOf(env),
    signIn: signInConfigOf(env),
    connections,
    demo: wantsDemo(env, connections),
    secrets: secretsOf(env),
    thresholds: {
      cpu: env.THRESHOLD_CPU ?? 80,
      memory: env.THRESHOLD_MEMORY ?? 85,
      disk: env.THRESHOLD_DISK ?? 90,
    },
    given: new Set(Object.keys(given(variables))),
  };
}

function secretsOf(env: Environment): string[] {
  const named = env.EVM_RPC_URLS.map((entry) => entry.slice(entry.indexOf('=') + 1));
  const urls = [env.ETHEREUM_RPC_URL, env.ETH_RPC_URL, env.POLYGON_RPC_URL, ...named];
  const keys = [
    env.AWS_SECRET_ACCESS_KEY,
    env.AWS_SESSION_TOKEN,
    env.GITHUB_TOKEN,
    env.GITHUB_WRITE_TOKEN,
    env.GITHUB_WEBHOOK_SECRET,
    ...githubKeySecrets(env.GITHUB_APP_PRIVATE_KEY),
  ];
  const sealing = [env.SEALING_KEY, ...env.SEALING_KEYS_OLD];
  const signIn = [env.AUTH_SECRET, env.OIDC_CLIENT_SECRET, env.SMTP_URL];
  const channels = [env.SLACK_WEBHOOK_URL, env.DISCORD_WEBHOOK_URL, env.NOTIFY_WEBHOOK_SECRET];
  return [...keys, ...sealing, ...signIn, ...channels, ...urls, env.DATABASE_URL].flatMap((value) =>
    value && value.length >= 8 ? [value] : [],
  );
}
