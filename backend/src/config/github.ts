import type { ConnectionSeed } from './connection-seed.ts';
import { ConfigError, type Environment } from './environment.ts';
import { githubKeyOf } from './github-key.ts';

/** The connection to GitHub, by a token or as an app. Throws ConfigError when it is only half set. */
export function githubConnection(env: Environment): ConnectionSeed[] {
  const { GITHUB_OWNER: owner, GITHUB_REPO: repositories } = env;
  const isApp = env.GITHUB_APP_ID !== undefined || env.GITHUB_APP_PRIVATE_KEY !== undefined;
  if (isApp && env.GITHUB_TOKEN)
    throw new ConfigError('Set GITHUB_TOKEN or GITHUB_APP_ID with GITHUB_APP_PRIVATE_KEY, not both.');
  const needed = {
    ...(isApp
      ? { GITHUB_APP_ID: env.GITHUB_APP_ID, GITHUB_APP_PRIVATE_KEY: env.GITHUB_APP_PRIVATE_KEY }
      : { GITHUB_TOKEN: env.GITHUB_TOKEN }),
    GITHUB_OWNER: owner,
    GITHUB_REPO: repositories[0],
  };
  const missing = Object.entries(needed).flatMap(([name, value]) => (value ? [] : [name]));
  if (missing.length === Object.keys(needed).length) return [];
  if (missing.length > 0) throw new ConfigError(`To watch GitHub, also set ${missing.join(' and ')}.`);
  return [
    {
      id: 'github',
      source: 'github',
      title: `GitHub ${owner}`,
      demo: false,
      everyMs: env.GITHUB_INTERVAL_SECONDS,
      config: {
        owner,
        repositories,
        ...(isApp ? { app: appOf(env) } : { token: env.GITHUB_TOKEN }),
        writeToken: env.GITHUB_WRITE_TOKEN,
        webhookSecret: env.GITHUB_WEBHOOK_SECRET,
        historyDays: env.GITHUB_HISTORY_DAYS,
        apiUrl: env.GITHUB_API_URL,
      },
      setBy: isApp ? 'GITHUB_APP_ID' : 'GITHUB_TOKEN',
    },
  ];
}

function appOf(env: Environment) {
  const { GITHUB_APP_ID: id, GITHUB_APP_PRIVATE_KEY: key, GITHUB_APP_INSTALLATION_ID: installationId } = env;
  return { id, privateKey: githubKeyOf(key ?? ''), installationId };
}
