import type { FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { createDurations } from './durations.ts';

export interface Metrics {
  readonly register: Registry;
  observeReply(reply: Observed): void;
  readonly stream: StreamMetrics;
  readonly collector: CollectorMetrics;
}

export interface Observed {
  readonly method: string;
  /** The route's pattern, or "none". */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** What the stream hub reports. */
export interface StreamMetrics {
  clients(count: number): void;
  /** A client came back and got what it had missed. */
  resumed(): void;
  /** A client came back too late and got everything. */
  resynced(): void;
  /** A client did not read and was cut. */
  cut(): void;
}

export interface CollectorMetrics {
  /** Seconds since this connection was last read. */
  lag(connection: string, seconds: number): void;
  failed(connection: string, reason: string): void;
}

/** One registry of everything this process counts, with the process's own CPU, memory and event-loop lag. */
export function openMetrics(): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  return {
    register,
    observeReply: replyObserver(register),
    stream: streamMetrics(register),
    collector: collectorMetrics(register),
  };
}

/** `GET /metrics`, the text that Prometheus scrapes. */
export function serveMetrics(app: FastifyInstance, { register }: Metrics): void {
  app.get('/metrics', { config: { role: 'viewer', scope: 'metrics:read' } }, async (_request, reply) =>
    reply
      .header('cache-control', 'no-store')
      .type(register.contentType)
      .send(await register.metrics()),
  );
}

function replyObserver(register: Registry): Metrics['observeReply'] {
  const durations = createDurations(register, {
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route and status',
  });
  return ({ method, route, status, seconds }) => {
    const labels = () => ({ method, route, status: String(status) });
    durations.observe(`${method} ${route} ${status}`, labels, seconds);
  };
}

function streamMetrics(register: Registry): StreamMetrics {
  const registers = [register];
  const clients = new Gauge({
    name: 'smartops_stream_clients',
    help: 'Clients connected to the stream',
    registers,
  });
  const returned = new Counter({
    name: 'smartops_stream_returns_total',
    help: 'Clients that came back, by whether they could resume',
    labelNames: ['outcome'],
    registers,
  });
  const cut = new Counter({
    name: 'smartops_stream_cut_total',
    help: 'Clients that were cut because they did not read',
    registers,
  });
  return {
    clients: (count) => clients.set(count),
    resumed: () => returned.inc({ outcome: 'resumed' }),
    resynced: () => returned.inc({ outcome: 'resynced' }),
    cut: () => cut.inc(),
  };
}

function collectorMetrics(register: Registry): CollectorMetrics {
  const registers = [register];
  const lag = new Gauge({
    name: 'smartops_collector_lag_seconds',
    help: 'Seconds since a connection was last read',
    labelNames: ['connection'],
    registers,
  });
  const failures = new Counter({
    name: 'smartops_collector_failures_total',
    help: 'Reads that failed, by connection and reason',
    labelNames: ['connection', 'reason'],
    registers,
  });
  return {
    lag: (connection, value) => lag.set({ connection }, value),
    failed: (connection, reason) => failures.inc({ connection, reason }),
  };
}
