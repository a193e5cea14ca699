import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const iso = (at: number) => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
const began = Date.now() - 600_000;

/** What a test run of a large repository prints: colours, groups, and two failures far from the beginning. */
export function longLog(lines: number): string {
  return Array.from({ length: lines }, (_, i) => {
    const time = `${new Date(began + i).toISOString().slice(0, -1)}0000Z`;
    if (i % 10_000 === 0) return `${time} ##[group]Run npm test -- --shard ${i / 10_000}`;
    if (i === 61_234 || i === 88_001) return `${time} ##[error]expected ${i} to be 2000`;
    const words = i % 7 === 0 ? ' with what it printed on its way there'.repeat(4) : '';
    return `${time} \u001b[32m✓\u001b[39m src/basket/basket-${i}.test.ts \u001b[2m(${i % 40} tests)\u001b[22m ${i % 900}ms${words}`;
  }).join('\n');
}

/** A GitHub with one run of two jobs, of which each printed `log`. */
export async function startGitHub(log: string): Promise<{ url: string; close(): void }> {
  const job = (id: number, conclusion: string) => ({
    ...{ id, run_id: 7, name: `job ${id}`, status: 'completed', conclusion, html_url: null },
    ...{ started_at: iso(began), completed_at: iso(began + 300_000) },
  });
  const run = {
    ...{ id: 7, workflow_id: 3, name: 'CI', event: 'push', status: 'completed', conclusion: 'failure' },
    ...{ head_branch: 'main', head_sha: 'a41c9e2f00d2', html_url: null, run_attempt: 1 },
    ...{ created_at: iso(began), updated_at: iso(began + 300_000), actor: { login: 'sofia' } },
  };
  const answers: Readonly<Record<string, unknown>> = {
    '/repos/bench/shop': { id: 1, name: 'shop', owner: { login: 'bench' } },
    '/repos/bench/shop/actions/runs': { workflow_runs: [run] },
    '/repos/bench/shop/actions/runs/7/jobs': { jobs: [job(1, 'success'), job(2, 'failure')] },
    '/repos/bench/shop/deployments': [],
  };
  const server = createServer(({ url = '' }, reply) => {
    const path = url.split('?')[0] ?? '';
    if (/\/jobs\/\d\/logs$/.test(path)) return reply.writeHead(302, { location: '/blob' }).end();
    if (path === '/blob') return reply.writeHead(200, { 'content-type': 'text/plain' }).end(log);
    const answer = answers[path];
    reply.writeHead(answer ? 200 : 404, { 'content-type': 'application/json' });
    return reply.end(JSON.stringify(answer ?? { message: 'Not Found' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
