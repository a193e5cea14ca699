import type { Octokit as Core } from '@octokit/core';
import { SourceError, type SourceTools } from '../source.ts';
import { isHttpFailure } from './failure.ts';
import type { GitHubApp, GitHubConfig } from './schema.ts';

export type Octokit = Awaited<ReturnType<typeof openOctokit>>;

/** Octokit with what proves who asks: a token, or an app whose tokens are renewed. Throws SourceError. */
export async function openOctokit(config: GitHubConfig, tools: SourceTools) {
  const GitHub = await withPlugins(config, tools);
  const { app } = config;
  if (!app) return new GitHub({ auth: config.token });
  const { createAppAuth } = await import('@octokit/auth-app');
  const asApp = { appId: app.id, privateKey: app.privateKey };
  const installationId =
    app.installationId ??
    (await findInstallation(new GitHub({ authStrategy: createAppAuth, auth: asApp }), config));
  const octokit = new GitHub({ authStrategy: createAppAuth, auth: { ...asApp, installationId } });
  await octokit.auth({ type: 'installation' }).catch((error: unknown) => explain(error, config));
  return octokit;
}

async function withPlugins(config: GitHubConfig, tools: SourceTools) {
  const [{ Octokit }, { restEndpointMethods }, { retry }, { throttling }] = await Promise.all([
    import('@octokit/core'),
    import('@octokit/plugin-rest-endpoint-methods'),
    import('@octokit/plugin-retry'),
    import('@octokit/plugin-throttling'),
  ]);
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  const giveUp = () => false;
  return Octokit.plugin(restEndpointMethods, retry, throttling).defaults({
    baseUrl: config.apiUrl.replace(/\/+$/, ''),
    userAgent: 'SmartOpsAgent',
    log: silent,
    request: { fetch: tools.fetch, log: silent },
    // The collector asks again soon anyway; waiting here would hold up everything else it does.
    retry: {
      retries: 1,
      retryAfterBaseValue: 250,
      doNotRetry: [400, 401, 403, 404, 409, 410, 422, 429, 451],
    },
    throttle: { id: tools.connectionId, onRateLimit: giveUp, onSecondaryRateLimit: giveUp },
  });
}

async function findInstallation(octokit: Core, config: GitHubConfig): Promise<number> {
  // It answers for organisations as well.
  const { data } = await octokit
    .request('GET /users/{username}/installation', { username: config.owner })
    .catch((error: unknown) => explain(error, config));
  return data.id;
}

/** Throws what a failed proof means, and every other error as it is. */
function explain(error: unknown, { apiUrl, owner, app }: GitHubConfig): never {
  const { host } = new URL(apiUrl);
  if (!isHttpFailure(error) || !app) throw error;
  if (error.status === 401)
    throw new SourceError('unauthorized', `${host} does not accept the key of the app ${app.id}`, {
      fix: 'Check that GITHUB_APP_ID and GITHUB_APP_PRIVATE_KEY are of one app, and that the key was not deleted there',
    });
  if (error.status === 404)
    throw new SourceError('forbidden', `The app ${app.id} is not installed at ${owner}`, {
      fix: installFix(app, owner),
    });
  if (error.status === 403 && /suspended/i.test(error.message))
    throw new SourceError('forbidden', `The installation of the app ${app.id} at ${owner} is suspended`, {
      fix: `Take it up again in the settings of ${owner} at GitHub: Third-party access → GitHub Apps`,
    });
  throw error;
}

const installFix = ({ installationId }: GitHubApp, owner: string) =>
  installationId
    ? `Install it there, or correct GITHUB_APP_INSTALLATION_ID (${installationId})`
    : `Install it for ${owner} on the app's page at GitHub`;
