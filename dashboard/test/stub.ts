import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname } from 'node:path';
import type { Api, FollowMessage, Metric, SourceState, TimeRange, TopicState } from '@smartops/contract';
import { followProtocol } from '@smartops/contract/stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { chartOf, logOf, sparklineOf } from './series.ts';
import { buildStory } from './story/story.ts';

/** Serves the exported dashboard with a made-up backend, for looking at it: `node test/stub.ts [port] [calm|empty|down]`. */
const [port = '4101', mood = 'story'] = process.argv.slice(2);
const started = Date.now();
const state: TopicState = moods(buildStory(started));
const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.txt': 'text/x-component',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
};

function moods(story: TopicState): TopicState {
  const nothing = Object.fromEntries(Object.keys(story).map((topic) => [topic, []])) as unknown as TopicState;
  if (mood === 'empty') return nothing;
  if (mood !== 'calm') return story;
  return {
    ...story,
    alerts: [],
    metrics: story.metrics.map((metric) => ({ ...metric, status: 'healthy' as const })),
    sources: story.sources.map((source): SourceState => ({ ...source, state: 'ok', problems: [] })),
  };
}

function answer(path: string, query: URLSearchParams): unknown {
  const range = (query.get('timeRange') ?? '1h') as TimeRange;
  const metric = (id: string) => state.metrics.find((it) => it.id === id);
  const [, room = '', id = '', , stage] = path.split('/').map(decodeURIComponent);
  if (room === 'metrics')
    return { metrics: state.metrics.map((it) => ({ ...it, sparkline: sparklineOf(it, range, Date.now()) })) };
  if (room === 'charts') return metric(id) && chartOf(metric(id) as Metric, range, Date.now());
  if (path.endsWith('/logs') || stage) return { logs: logOf(stage ?? id, Date.now()) };
  if (room === 'pipeline') return { pipeline: state.pipeline[0] };
  if (room === 'pipelines') return { pipelines: state.pipeline };
  if (room === 'deployments') return { deployments: state.deployments };
  if (room === 'health')
    return {
      status: 'ok',
      version: '0.1.0',
      startedAt: new Date(started).toISOString(),
      uptimeSeconds: 42,
      database: { engine: 'pglite', status: 'ok' },
      stream: { clients: 1 },
      sources: [...state.sources],
    } satisfies ReturnType<Api['getHealth']['reply']['parse']>;
  return undefined;
}

function serve(request: IncomingMessage, reply: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://host');
  if (url.pathname.startsWith('/api/')) {
    json(reply, answer(url.pathname.slice(4), url.searchParams));
    return;
  }
  const base = new URL(`../out${url.pathname === '/' ? '/index' : url.pathname}`, import.meta.url).pathname;
  const file = [base, `${base}.html`].find((path) => extname(path) && existsSync(path));
  const body = readFileSync(file ?? new URL('../out/404.html', import.meta.url));
  const type = file ? extname(file) : '.html';
  reply.writeHead(file ? 200 : 404, {
    'content-type': types[type] ?? 'application/octet-stream',
    ...(type === '.html' ? { 'content-security-policy': policy(body.toString()) } : {}),
  });
  reply.end(body);
}

function json(reply: ServerResponse, body: unknown): void {
  const problem = {
    type: 'about:blank',
    title: 'not-found',
    status: 404,
    detail: 'There is no such thing here.',
  };
  reply
    .writeHead(body ? 200 : 404, { 'content-type': 'application/json' })
    .end(JSON.stringify(body ?? problem));
}

function policy(html: string): string {
  const scripts = [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)];
  const hashes = scripts.map(
    ([, body = '']) => `'sha256-${createHash('sha256').update(body).digest('base64')}'`,
  );
  return `default-src 'none'; script-src 'self' ${hashes.join(' ')}; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'`;
}

let seq = 0;
const sockets = new Set<WebSocket>();
const send = (socket: WebSocket, message: Omit<FollowMessage, 'epoch' | 'seq'>) =>
  socket.send(JSON.stringify({ epoch: 'stub', seq: ++seq, ...message }));

/** New readings near the old ones, as a source would bring them. */
function tick(): void {
  if (mood === 'still') return;
  const timestamp = new Date().toISOString();
  const fresh = state.metrics.filter(({ value, reason }) => typeof value === 'number' && reason === null);
  const set = Object.fromEntries(
    fresh.map(({ id, value }) => [id, { value: Number(value) * (0.97 + Math.random() * 0.06), timestamp }]),
  );
  for (const socket of sockets) send(socket, { changes: [{ topic: 'metrics', set }] });
}

if (mood !== 'down') setInterval(tick, 3_000);
const server = createServer(
  mood === 'down'
    ? (request, reply) => (request.url?.startsWith('/api') ? reply.destroy() : serve(request, reply))
    : serve,
);
if (mood !== 'down')
  new WebSocketServer({ server, path: '/ws', handleProtocols: () => followProtocol }).on(
    'connection',
    (socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      send(socket, { state });
    },
  );
server.listen(Number(port), '127.0.0.1', () => console.log(`http://127.0.0.1:${port}`));
