import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from 'vitest';
import { aRepository, fakeGitHub, start } from './fake-github.fixture.ts';
import { github } from './index.ts';

const never = new AbortController().signal;
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

function world({ at = '', apiUrl = 'https://api.github.com', id = '77', installationId = 9 } = {}) {
  const fake = fakeGitHub();
  let tokens = 0;
  const token = () => {
    tokens += 1;
    return Response.json(
      { token: `ghs_${tokens}`, expires_at: inAnHour(), permissions: {} },
      { status: 201 },
    );
  };
  const repos = `${at}/repos/harbor-goods/web`;
  fake.answer(`${at}/users/harbor-goods/installation`, { id: 9 });
  fake.answer(`${at}/app/installations/9/access_tokens`, token);
  fake.answer(`${at}/installation/repositories`, {
    total_count: 2,
    repositories: [aRepository('web'), aRepository('theirs', { owner: { login: 'somebody' } })],
  });
  fake.answer(`${repos}/actions/runs`, { total_count: 0, workflow_runs: [] });
  fake.answer(`${repos}/deployments`, []);
  const app = { id, privateKey: key, ...(installationId && { installationId }) };
  const connection = github.connect({ owner: 'harbor-goods', repositories: ['*'], app, apiUrl }, fake.tools);
  const authorization = (path: string) => fake.headersOf.get(`${at}${path}`)?.get('authorization');
  return { fake, connection, authorization };
}

const claimsOf = (header: string | null | undefined) =>
  JSON.parse(Buffer.from(header?.split('.')[1] ?? '', 'base64url').toString());

it.each([
  ['github.com', {}],
  ['GitHub Enterprise', { at: 'https://git.example/api/v3', apiUrl: 'https://git.example/api/v3' }],
])(
  'proves itself as an app at %s, looks its installation up, and reads what that may',
  async (_, options) => {
    const { connection, authorization, fake } = world({ ...options, id: '78', installationId: 0 });

    const batch = await connection.collect(undefined, never);

    expect(batch.problems).toEqual([]);
    expect(batch.resources.map(({ name }) => name)).toEqual(['harbor-goods', 'harbor-goods/web']);
    expect(claimsOf(authorization('/users/harbor-goods/installation'))).toMatchObject({ iss: '78' });
    expect(authorization('/repos/harbor-goods/web/deployments')).toBe('token ghs_1');
    expect(fake.asked.filter((call) => call.includes('access_tokens'))).toHaveLength(1);
  },
);

it('asks for a new token when the one it has is not accepted any more', async () => {
  const { connection, authorization, fake } = world({ id: '79' });
  const first = await connection.collect(undefined, never);
  const runs = '/repos/harbor-goods/web/actions/runs';
  fake.answer(runs, Response.json({ message: 'Bad credentials' }, { status: 401 }));
  fake.setNow(start + 60_000);
  await expect(connection.collect(first.cursor, never)).rejects.toMatchObject({ reason: 'unauthorized' });
  fake.answer(runs, { total_count: 0, workflow_runs: [] });
  fake.setNow(start + 120_000);

  const batch = await connection.collect(first.cursor, never);

  expect(batch.problems).toEqual([]);
  expect(authorization(runs)).toBe('token ghs_2');
});

it.each([
  [401, 'unauthorized', 'api.github.com does not accept the key of the app 80'],
  [404, 'forbidden', 'The app 80 is not installed at harbor-goods'],
  [403, 'forbidden', 'The installation of the app 80 at harbor-goods is suspended'],
])('says what is wrong with the app: %s', async (status, reason, message) => {
  const { connection, fake } = world({ id: '80' });
  const body = { message: 'This installation has been suspended' };
  fake.answer('/app/installations/9/access_tokens', Response.json(body, { status }));

  await expect(connection.collect(undefined, never)).rejects.toMatchObject({ reason, message });
});
