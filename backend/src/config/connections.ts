import { hostname } from 'node:os';
import type { ConnectionSeed } from './connection-seed.ts';
import { ConfigError, type Environment } from './environment.ts';
import { githubConnection } from './github.ts';

/** Where the practice cloud answers. */
export interface DemoCloud {
  readonly awsUrl: string;
  readonly githubUrl: string;
  readonly ethereumUrl: string;
  readonly polygonUrl: string;
}

/** The connections that the environment sets up. Throws ConfigError when one is only half set. */
export function realConnections(env: Environment): ConnectionSeed[] {
  return [host(env), ...aws(env), ...githubConnection(env), ...evm(env)];
}

/** The demo connections for every kind of source that has no real one. */
export function demoConnections(
  env: Environment,
  real: readonly Pick<ConnectionSeed, 'source'>[],
  cloud: DemoCloud,
): ConnectionSeed[] {
  const taken = new Set(real.map(({ source }) => source));
  return allDemo(env, cloud).filter(({ source }) => !taken.has(source));
}

/** Whether any kind of source is left to the demo cloud. */
export function wantsDemo(env: Environment, real: readonly Pick<ConnectionSeed, 'source'>[]): boolean {
  const taken = new Set(real.map(({ source }) => source));
  return env.DEMO === 'auto' && ['aws', 'github', 'evm'].some((source) => !taken.has(source));
}

/** How often a kind of source is looked at unless somebody chose otherwise, and the variable that says so. */
export function intervalOf(env: Environment, source: string): { everyMs: number; variable: string } {
  const ways: Record<string, number> = {
    host: env.HOST_INTERVAL_SECONDS,
    aws: env.AWS_INTERVAL_SECONDS,
    github: env.GITHUB_INTERVAL_SECONDS,
    evm: env.EVM_INTERVAL_SECONDS,
  };
  return { everyMs: ways[source] ?? 60_000, variable: `${source.toUpperCase()}_INTERVAL_SECONDS` };
}

function host(env: Environment): ConnectionSeed {
  const everyMs = env.HOST_INTERVAL_SECONDS;
  return { id: 'host', source: 'host', title: hostname(), demo: false, everyMs, config: {} };
}

function aws(env: Environment): ConnectionSeed[] {
  const { AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: secret } = env;
  if (Boolean(key) !== Boolean(secret))
    throw new ConfigError('Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY together, or neither.');
  const role =
    env.AWS_PROFILE ?? env.AWS_WEB_IDENTITY_TOKEN_FILE ?? env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  if (!key && !role) return [];
  const regions = [...new Set([env.AWS_REGION, ...env.AWS_REGIONS].filter((region) => region !== undefined))];
  if (regions.length === 0)
    throw new ConfigError('Set AWS_REGION to the region to watch, for example eu-west-1.');
  const setBy = key
    ? 'AWS_ACCESS_KEY_ID'
    : env.AWS_PROFILE
      ? 'AWS_PROFILE'
      : env.AWS_WEB_IDENTITY_TOKEN_FILE
        ? 'AWS_WEB_IDENTITY_TOKEN_FILE'
        : 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI';
  const keys = key ? { accessKeyId: key, secretAccessKey: secret, sessionToken: env.AWS_SESSION_TOKEN } : {};
  return [
    {
      id: 'aws',
      source: 'aws',
      title: `AWS ${regions[0]}`,
      demo: false,
      everyMs: env.AWS_INTERVAL_SECONDS,
      config: defined({ regions, ...keys, endpoint: env.AWS_ENDPOINT_URL }),
      setBy,
    },
  ];
}

function evm(env: Environment): ConnectionSeed[] {
  const named = env.EVM_RPC_URLS.map((entry) => {
    const [, name, url] = /^([a-z0-9-]+)=(https?:\/\/.+)$/.exec(entry) ?? [];
    if (!name || !url) throw new ConfigError('Write EVM_RPC_URLS as name=https://…, separated by commas.');
    return { chain: name, rpcUrl: url, setBy: 'EVM_RPC_URLS' };
  });
  const single = [
    { chain: 'ethereum', rpcUrl: env.ETH_RPC_URL, setBy: 'ETH_RPC_URL' },
    { chain: 'ethereum', rpcUrl: env.ETHEREUM_RPC_URL, setBy: 'ETHEREUM_RPC_URL' },
    { chain: 'polygon', rpcUrl: env.POLYGON_RPC_URL, setBy: 'POLYGON_RPC_URL' },
  ];
  const seeds = [...single, ...named].flatMap(({ chain, rpcUrl, setBy }) =>
    rpcUrl ? [{ ...chainSeed(env, chain, rpcUrl, false), setBy }] : [],
  );
  // Of two that name the same chain the later wins.
  return [...new Map(seeds.map((seed) => [seed.id, seed])).values()];
}

function chainSeed(env: Environment, chain: string, rpcUrl: string, demo: boolean): ConnectionSeed {
  const id = demo ? `evm:demo-${chain}` : `evm:${chain}`;
  const title = chain.charAt(0).toUpperCase() + chain.slice(1);
  return { id, source: 'evm', title, demo, everyMs: env.EVM_INTERVAL_SECONDS, config: { rpcUrl } };
}

const demoRepositories = [
  'checkout-api',
  'ledger-worker',
  'pricing-service',
  'search-indexer',
  'storefront-web',
];

function allDemo(env: Environment, cloud: DemoCloud): ConnectionSeed[] {
  return [
    {
      id: 'aws:demo',
      source: 'aws',
      title: 'Demo AWS account',
      demo: true,
      everyMs: env.AWS_INTERVAL_SECONDS,
      config: {
        regions: ['eu-west-1', 'us-east-1'],
        // The demo cloud reads the region from the signature and lets every key in.
        accessKeyId: 'AKIADEMODEMODEMO0000',
        secretAccessKey: 'demo',
        endpoint: cloud.awsUrl,
        accountName: 'harbor-goods',
      },
    },
    {
      id: 'github:demo',
      source: 'github',
      title: 'Demo GitHub harbor-goods',
      demo: true,
      everyMs: env.GITHUB_INTERVAL_SECONDS,
      config: {
        owner: 'harbor-goods',
        repositories: demoRepositories,
        token: 'demo',
        apiUrl: cloud.githubUrl,
      },
    },
    chainSeed(env, 'ethereum', cloud.ethereumUrl, true),
    chainSeed(env, 'polygon', cloud.polygonUrl, true),
  ];
}

function defined(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
