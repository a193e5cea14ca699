import { expect, it } from 'vitest';
import { openMetrics, serveMetrics } from './metrics.ts';
import { openTestServer } from './test-server.ts';

it('tells Prometheus about requests, the stream, the collector and the process', async () => {
  const metrics = openMetrics();
  const { app } = await openTestServer({ metrics });
  serveMetrics(app, metrics);
  metrics.stream.clients(3);
  metrics.stream.resumed();
  metrics.stream.cut();
  metrics.collector.lag('aws:demo', 1.5);
  metrics.collector.failed('aws:demo', 'forbidden');
  await app.inject('/api/nothing');
  const { headers, body } = await app.inject('/metrics');
  await app.close();

  expect(headers['content-type']).toContain('text/plain');
  for (const line of [
    'http_request_duration_seconds_count{method="GET",route="none",status="404"} 1',
    'smartops_stream_clients 3',
    'smartops_stream_returns_total{outcome="resumed"} 1',
    'smartops_stream_cut_total 1',
    'smartops_collector_lag_seconds{connection="aws:demo"} 1.5',
    'smartops_collector_failures_total{connection="aws:demo",reason="forbidden"} 1',
    'process_resident_memory_bytes ',
    'nodejs_eventloop_lag_p99_seconds ',
  ])
    expect(body).toContain(line);
});
