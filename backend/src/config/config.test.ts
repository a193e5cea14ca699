import { expect, it } from 'vitest';
import { ConfigError, demoConnections, readConfig } from './index.ts';

const read = (variables: Record<string, string>) => readConfig('/srv/app/backend', variables);
const cloud = { awsUrl: 'http://a', githubUrl: 'http://g', ethereumUrl: 'http://e', polygonUrl: 'http://p' };

it('watches only the host, and wants the demo, without any credentials', () => {
  const config = read({});

  expect(config.connections.map(({ id }) => id)).toEqual(['host']);
  expect(config.demo).toBe(true);
  expect(demoConnections(config.env, config.connections, cloud).map(({ id, demo }) => [id, demo])).toEqual([
    ['aws:demo', true],
    ['github:demo', true],
    ['evm:demo-ethereum', true],
    ['evm:demo-polygon', true],
  ]);
});

it('lets the real thing replace its part of the demo', () => {
  const config = read({ ETHEREUM_RPC_URL: 'https://rpc.example/v3/key' });

  expect(config.connections.map(({ id }) => id)).toEqual(['host', 'evm:ethereum']);
  expect(demoConnections(config.env, config.connections, cloud).map(({ id }) => id)).toEqual([
    'aws:demo',
    'github:demo',
  ]);
});

it('takes any chain by name', () => {
  const config = read({ EVM_RPC_URLS: 'base=https://base.example,sepolia=https://s.example' });

  expect(config.connections.map(({ id }) => id)).toEqual(['host', 'evm:base', 'evm:sepolia']);
});

it.each([
  [{ GITHUB_TOKEN: 'ghp_x' }, 'GITHUB_OWNER and GITHUB_REPO'],
  [{ AWS_ACCESS_KEY_ID: 'AKIA' }, 'AWS_SECRET_ACCESS_KEY'],
  [{ AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 's' }, 'AWS_REGION'],
  [{ PORT: 'many' }, 'PORT'],
  [{ EVM_RPC_URLS: 'https://rpc.example' }, 'name=https://'],
  [{ AUTH_MODE: 'open', TRUST_PROXY: '1' }, 'TRUST_PROXY says that a proxy'],
  [{ OIDC_ISSUER: 'https://id.example' }, 'OIDC_CLIENT_SECRET together'],
  [{ SMTP_URL: 'smtp://mail.example' }, 'MAIL_FROM together'],
  [{ EGRESS_ALLOW: '10.0.0.0/8, 10.0.0.0/99' }, 'EGRESS_ALLOW: 10.0.0.0/99 is neither a host name'],
])('refuses %o in words that say what to do', (variables, words) => {
  expect(() => read(variables as Record<string, string>)).toThrow(ConfigError);
  expect(() => read(variables as Record<string, string>)).toThrow(words);
});

it.each(['0.0.0.0', '::', '10.0.0.7', 'ops.example', '127.0.0.1.example', '127.0.0.2'])(
  'never lets everybody in who reaches %j',
  (HOST) => {
    expect(() => read({ HOST, AUTH_MODE: 'open' })).toThrow('Use AUTH_MODE=required, or HOST=127.0.0.1');
  },
);

it.each([
  [{}, 'open'],
  [{ HOST: '::1' }, 'open'],
  [{ HOST: 'localhost', AUTH_MODE: 'required' }, 'required'],
  [{ HOST: '0.0.0.0' }, 'required'],
  [{ HOST: 'ops.example' }, 'required'],
])('with %o is %s', (variables, mode) => {
  expect(read(variables as Record<string, string>).authMode).toBe(mode);
});

it('knows what must never be sent', () => {
  const config = read({
    POLYGON_RPC_URL: 'https://rpc.example/v3/key-123',
    EVM_RPC_URLS: 'base=https://base.example/v2/key-456',
    DATABASE_URL: 'postgres://u:p@h/d',
    SEALING_KEY: 'the-new-key',
    SEALING_KEYS_OLD: 'the-old-key, the-oldest-key',
  });

  expect(config.secrets).toEqual([
    'the-new-key',
    'the-old-key',
    'the-oldest-key',
    'https://rpc.example/v3/key-123',
    'https://base.example/v2/key-456',
    'postgres://u:p@h/d',
  ]);
});

it('reads an empty variable as not set', () => {
  expect(read({ WS_PORT: '', GITHUB_TOKEN: ' ' }).env.WS_PORT).toBeUndefined();
});
