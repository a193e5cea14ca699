import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createRedactor } from '../platform/redaction/redaction.ts';
import { ConfigError, readConfig } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'github-key-'));
afterAll(() => rmSync(folder, { recursive: true }));

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString();
const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const file = join(folder, 'app.pem');
writeFileSync(file, pem);

const base = { GITHUB_OWNER: 'harbor-goods', GITHUB_REPO: '*, !old-*' };
const read = (variables: Record<string, string>) => readConfig('/srv/app/backend', { ...base, ...variables });
const asApp = (key: string) => read({ GITHUB_APP_ID: '77', GITHUB_APP_PRIVATE_KEY: key });

it.each([
  ['a PEM', pem],
  ['a PEM on one line', pem.replaceAll('\n', '\\n')],
  ['base64', Buffer.from(pem).toString('base64')],
  ['a file', file],
])('takes the key of an app as %s, and never lets it be written down', (_, text) => {
  const config = asApp(text);

  const connection = config.connections.find(({ id }) => id === 'github');
  expect(connection?.config).toMatchObject({
    repositories: ['*', '!old-*'],
    app: { id: '77', privateKey: pkcs8 },
  });
  const redact = createRedactor(config.secrets);
  for (const secret of [pem.trim(), pkcs8, Buffer.from(pem).toString('base64')])
    expect(redact(`key ${secret} end`)).not.toContain(secret.slice(200, 260));
});

it('takes the number of an installation', () => {
  const config = read({
    ...{ GITHUB_APP_ID: '77', GITHUB_APP_PRIVATE_KEY: pem, GITHUB_APP_INSTALLATION_ID: '9' },
  });

  expect(config.connections[1]?.config).toMatchObject({ app: { installationId: 9 } });
});

it.each([
  [{ GITHUB_APP_ID: '77' }, 'also set GITHUB_APP_PRIVATE_KEY'],
  [{ GITHUB_APP_PRIVATE_KEY: pem }, 'also set GITHUB_APP_ID'],
  [{ GITHUB_TOKEN: 't', GITHUB_APP_ID: '77' }, 'not both'],
  [{ GITHUB_APP_ID: '77', GITHUB_APP_PRIVATE_KEY: '/no/such.pem' }, 'neither a key'],
  [{ GITHUB_APP_ID: '77', GITHUB_APP_PRIVATE_KEY: pem.slice(0, 400) }, 'cannot be read as a private key'],
  [
    {
      GITHUB_APP_ID: '77',
      GITHUB_APP_PRIVATE_KEY: generateKeyPairSync('ed25519')
        .privateKey.export({ type: 'pkcs8', format: 'pem' })
        .toString(),
    },
    'GitHub makes RSA keys',
  ],
])('refuses a bad key or half of the settings, without showing the key: %#', (variables, words) => {
  const refused = () => read(variables as Record<string, string>);

  expect(refused).toThrow(ConfigError);
  expect(refused).toThrow(words);
  expect(refused).not.toThrow('BEGIN');
});
