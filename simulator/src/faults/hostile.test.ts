import { expect, it } from 'vitest';
import { startSimulator } from '../index.ts';
import { hostileAddresses, hostileTexts } from './hostile-words.ts';

it('puts payloads where strangers write, and the same text always becomes the same', async () => {
  const { url, githubUrl, close } = await startSimulator({ epoch: Date.parse('2026-03-01T12:00:00Z') });
  const body = JSON.stringify({ match: 'github', kind: 'hostile' });
  await fetch(`${url}/_simulator/faults`, { method: 'POST', body });
  const headers = { authorization: 'Bearer demo' };
  const read = async () =>
    (
      await fetch(`${githubUrl}/repos/harbor-goods/checkout-api/actions/runs`, { headers })
    ).json() as Promise<{
      workflow_runs: { head_branch: string; html_url: string; status: string }[];
    }>;
  const [once, again] = [await read(), await read()];
  await close();

  for (const run of once.workflow_runs) {
    expect(hostileTexts).toContain(run.head_branch);
    expect(hostileAddresses).toContain(run.html_url);
    expect(run.status).toMatch(/^[a-z_]+$/);
  }
  expect(again).toEqual(once);
  expect(new Set(hostileTexts).size).toBeGreaterThanOrEqual(100);
});
