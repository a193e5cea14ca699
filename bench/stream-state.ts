import type { Metric, Topic, TopicState } from '@smartops/contract';

const minute = 60_000;
const start = Date.parse('2026-01-05T09:00:00Z');
const iso = (at: number) => new Date(at).toISOString();
const aws = { source: 'aws:shop', demo: false };
const github = { source: 'github:harbor-goods', demo: false };

/**
 * What the Overview of a small team shows, about 24 kB: 18 metrics, 4 chains, a run with 6 stages and the lists. `tick` is
 * the number of seconds divided by 5; what a source would read anew by then has changed.
 */
export function stateAt(tick: number): TopicState {
  const now = start + tick * 5_000;
  return {
    metrics: Array.from({ length: 18 }, (_, index) => metric(index, tick, now)),
    alerts: Array.from({ length: 6 }, (_, index) => alert(index)),
    rules: [{ id: 'rules', total: 10, stamp: '10 12 0 1767603600000' }],
    'alert-counts': [
      {
        id: 'alerts',
        loud: 6,
        fresh: 4,
        freshWorst: 'critical',
        snoozed: 0,
        silenced: 0,
        dismissed: 0,
        resolved: 9,
      },
    ],
    deployments: Array.from({ length: 10 }, (_, index) => deployment(index)),
    'aws-services': (['EC2', 'RDS', 'S3', 'Lambda', 'CloudFront', 'IAM'] as const).map((name, index) => ({
      ...aws,
      id: `aws:shop/${name}`,
      name,
      status: 'healthy' as const,
      instances: 3 + index,
      region: 'eu-central-1',
      account: '123456789012',
      facts: ['23 of 24 running', '1 stopped for 3 days'],
      timestamp: iso(every(minute, now)),
      reason: null,
      fix: null,
    })),
    pipeline: [run(tick, now)],
    'web3-networks': ['Ethereum', 'Polygon', 'Arbitrum One', 'Base'].map((name, index) =>
      network(name, index, now),
    ),
    notifications: [],
    activity: Array.from({ length: 16 }, (_, index) => ({
      ...github,
      id: `activity-${index}`,
      type: 'deployment' as const,
      title: 'Deployment finished',
      description: `checkout-api ${index} was deployed to production by mira`,
      timestamp: iso(start - index * 7 * minute),
      status: 'healthy' as const,
      url: `https://github.com/harbor-goods/checkout-api/actions/runs/${7_001 + index}`,
    })),
    incidents: [],
    actions: [],
    runs: [{ id: '7001', startedAt: iso(start), changedAt: iso(every(30_000, now)) }],
    sources: ['aws:shop', 'github:harbor-goods', 'evm:ethereum', 'evm:polygon', 'host'].map((id) => ({
      id,
      kind: id.split(':')[0] ?? id,
      title: id,
      demo: false,
      state: 'ok' as const,
      since: iso(start),
      readAt: iso(every(id === 'host' ? 10_000 : 30_000, now)),
      intervalMs: 30_000,
      retryAt: null,
      problems: [],
    })),
  };
}

export const topicsOf = (state: TopicState) => Object.entries(state) as [Topic, never][];

const every = (ms: number, now: number) => now - (now % ms);

/** A number that wanders like a load does, the same in every run. */
function wander(seed: number, tick: number): number {
  const noise = Math.sin(seed * 91.7 + tick * 12.9) * 43_758.5;
  return 40 + seed + 8 * Math.sin(tick / 9 + seed) + 3 * (noise - Math.floor(noise));
}

function metric(index: number, tick: number, now: number): Metric {
  // The host is read every 10 s, CloudWatch every 30 s.
  const step = index < 6 ? 2 : 6;
  const value = Number(wander(index, tick - (tick % step)).toFixed(1));
  return {
    ...aws,
    id: `aws:shop/i-0a1b2c3d4e5f6${100 + index}/cpu.percent`,
    label: 'CPU',
    value,
    change: Number(((value / 45 - 1) * 100).toFixed(1)),
    trend: value > 45 ? 'up' : 'down',
    status: 'healthy',
    unit: '%',
    scope: `checkout-api-${index}`,
    previous: 45,
    timestamp: iso(every(step * 5_000, now)),
    intervalMs: step * 5_000,
    limit: 80,
    reason: null,
    resourceId: `aws:shop/i-0a1b2c3d4e5f6${100 + index}`,
    rank: index,
  };
}

function alert(index: number): TopicState['alerts'][number] {
  return {
    ...aws,
    id: `alert-${index}`,
    title: 'CPU above 80 %',
    message: `checkout-api-${index} has used more than 80 % of its CPU for 5 min`,
    severity: 'warning',
    timestamp: iso(start - index * minute),
    acknowledged: index % 2 === 0,
    state: 'firing',
    resolvedAt: null,
    resourceId: `aws:shop/i-0a1b2c3d4e5f6${100 + index}`,
    metricId: `aws:shop/i-0a1b2c3d4e5f6${100 + index}/cpu.percent`,
    url: null,
    ruleId: 'threshold-cpu',
    ruleVersion: 1,
    resourceName: `checkout-api-${index}`,
    account: 'harbor-prod',
    region: 'eu-west-1',
    value: 83.2,
    limit: 80,
    unit: '%',
    labels: {},
    runbook: null,
    changedBefore: [],
    acknowledgement: null,
    owner: null,
    snoozedUntil: null,
    silenceId: null,
    dismissal: null,
    flaps: 0,
    incidentId: null,
  };
}

function deployment(index: number): TopicState['deployments'][number] {
  return {
    ...github,
    id: `github:harbor-goods/checkout-api/deployment/${9_000 + index}`,
    name: 'checkout-api',
    environment: 'production',
    status: 'success',
    rawStatus: 'success',
    branch: 'main',
    commit: 'a1b2c3d',
    author: 'mira',
    timestamp: iso(start - index * 40 * minute),
    duration: '4 min 12 s',
    durationMs: 252_000,
    title: 'fix(cart): keep the discount when an item is removed',
    version: null,
    url: `https://github.com/harbor-goods/checkout-api/actions/runs/${7_001 + index}`,
    pipelineId: `github:harbor-goods/checkout-api/run/${7_001 + index}`,
  };
}

function run(tick: number, now: number): TopicState['pipeline'][number] {
  const running = Math.min(5, Math.floor(tick / 6));
  const stages = ['checkout', 'install', 'lint', 'test', 'build', 'deploy'].map((name, index) => ({
    id: `stage-${index}`,
    name,
    status:
      index < running
        ? ('success' as const)
        : index === running
          ? ('running' as const)
          : ('pending' as const),
    rawStatus: index < running ? 'completed' : index === running ? 'in_progress' : 'queued',
    duration: index < running ? '30 s' : '—',
    durationMs: index < running ? 30_000 : null,
    startedAt: index <= running ? iso(start + index * 30_000) : null,
    finishedAt: index < running ? iso(start + (index + 1) * 30_000) : null,
    url: `https://github.com/harbor-goods/checkout-api/actions/runs/7000/job/${index}`,
    needs: null,
  }));
  return {
    ...github,
    id: 'github:harbor-goods/checkout-api/run/7000',
    name: 'CI',
    repository: 'harbor-goods/checkout-api',
    branch: 'main',
    commit: 'a1b2c3d',
    author: 'mira',
    title: 'fix(cart): keep the discount when an item is removed',
    status: 'running',
    rawStatus: 'in_progress',
    stages,
    startedAt: iso(start),
    updatedAt: iso(every(15_000, now)),
    durationMs: null,
    usualMs: 250_000,
    attempt: 1,
    url: 'https://github.com/harbor-goods/checkout-api/actions/runs/7000',
  };
}

function network(name: string, index: number, now: number): TopicState['web3-networks'][number] {
  const blockMs = index === 0 ? 12_000 : 2_000;
  const readAt = every(15_000, now);
  const gas = Number(wander(index, readAt / 15_000 / 1_000).toFixed(3));
  return {
    source: `evm:${name.toLowerCase()}`,
    demo: false,
    id: `evm:${index}`,
    name,
    logo: `/chains/${index}.svg`,
    chainId: index + 1,
    status: 'healthy',
    blockNumber: 21_000_000 + Math.floor((readAt - start) / blockMs),
    blockTime: blockMs / 1_000,
    tps: Number(wander(index + 9, readAt / 15_000 / 1_000).toFixed(1)),
    gasPrice: { slow: gas, average: gas + 1, fast: gas + 2 },
    gasTrend: 'up',
    timestamp: iso(every(blockMs, readAt)),
    reason: null,
    retryAt: null,
    explorerUrl: null,
  };
}
