import type { Sample } from '@smartops/contract';
import type { Observed, Point } from './points.ts';

const minute = 60_000;

type Values = ReadonlyMap<number, number>;
type Row = readonly [metric: string, points: Iterable<readonly [at: number, value: number]>];

/** The resources that stand for a whole service; without one there is no figure for the whole, as a region is missing. */
export interface FleetIds {
  readonly instance: string | undefined;
  readonly database: string | undefined;
  readonly functions: string | undefined;
}

/** CloudWatch's answers as samples with CloudWatch's own times. Where there is no data there is no sample. */
export function toSamples(observed: readonly Observed[], fleets: FleetIds): Sample[] {
  const of = (kind: Observed['subject']['kind']) => observed.filter(({ subject }) => subject.kind === kind);
  const functions = of('functions');
  return [
    // A new instance's past would be many samples that few look at; its service keeps the mean.
    ...of('instance').flatMap((one) =>
      one.isPast ? [] : samples(one.subject.resourceId, instanceRows(one)),
    ),
    ...of('database').flatMap((one) => samples(one.subject.resourceId, databaseRows(one))),
    ...of('balancer').flatMap((one) => samples(one.subject.resourceId, balancerRows(one))),
    ...of('queue').flatMap((one) =>
      samples(one.subject.resourceId, [['backlog.count', valuesOf(one, 'visible')]]),
    ),
    ...of('distribution').flatMap((one) => samples(one.subject.resourceId, distributionRows(one))),
    ...samples(fleets.instance, [['cpu.percent', mean(of('instance'), 'cpu')]]),
    ...samples(fleets.database, [['cpu.percent', mean(of('database'), 'cpu')]]),
    ...[...Map.groupBy(functions, ({ periodMs }) => periodMs).values()].flatMap((same) =>
      samples(fleets.functions, functionRows(same)),
    ),
  ];
}

function instanceRows(one: Observed): Row[] {
  return [['cpu.percent', valuesOf(one, 'cpu')]];
}

function databaseRows(one: Observed): Row[] {
  return [
    ['cpu.percent', valuesOf(one, 'cpu')],
    ['connections.count', valuesOf(one, 'connections')],
    ['storage.free.bytes', valuesOf(one, 'freeBytes')],
  ];
}

function balancerRows(one: Observed): Row[] {
  const requests = valuesOf(one, 'requests');
  const failed = sum([valuesOf(one, 'target5xx'), valuesOf(one, 'own5xx')]);
  // RequestCount leaves out what never reached a target, which is what a balancer without targets answers with 5xx.
  const answered = sum([
    requests,
    new Map([...failed].filter(([at, count]) => count > (requests.get(at) ?? 0))),
  ]);
  const times = (key: string) => scaled(valuesOf(one, key), 1_000);
  return [
    ['requests.per-minute', scaled(requests, minute / one.periodMs)],
    ['http.5xx.percent', percent(failed, answered)],
    ['latency.p50.ms', times('p50')],
    ['latency.p95.ms', times('p95')],
    ['latency.p99.ms', times('p99')],
  ];
}

function distributionRows(one: Observed): Row[] {
  return [
    ['requests.per-minute', scaled(valuesOf(one, 'requests'), minute / one.periodMs)],
    ['http.5xx.percent', valuesOf(one, 'failing')],
  ];
}

/** All functions of all regions together; answers of one period. */
function functionRows(regions: readonly Observed[]): Row[] {
  const total = (key: string) => sum(regions.map((one) => valuesOf(one, key)));
  const [invocations, errors, throttles] = [total('invocations'), total('errors'), total('throttles')];
  const perMinute = minute / (regions[0]?.periodMs ?? minute);
  // A throttled call is no invocation, so throttles may stand alone; without either nobody called.
  const called = sum([invocations, throttles]);
  return [
    ['invocations.per-minute', scaled(invocations, perMinute)],
    ['errors.percent', percent(errors, invocations)],
    [
      'throttles.per-minute',
      [...called.keys()].map((at) => [at, (throttles.get(at) ?? 0) * perMinute] as const),
    ],
  ];
}

/** Part of whole in percent wherever there is a whole; CloudWatch writes no zeros for what did not happen. */
function percent(part: Values, whole: Values): (readonly [number, number])[] {
  return [...whole].flatMap(([at, count]) =>
    count > 0 ? [[at, Math.min(100, ((part.get(at) ?? 0) / count) * 100)] as const] : [],
  );
}

function mean(observed: readonly Observed[], key: string): (readonly [number, number])[] {
  const byTime = Map.groupBy(
    observed.flatMap((one) => one.points[key] ?? []),
    ({ at }) => at,
  );
  return [...byTime].map(([at, points]) => [
    at,
    points.reduce((total, { value }) => total + value, 0) / points.length,
  ]);
}

function sum(series: readonly Values[]): Values {
  const total = new Map<number, number>();
  for (const values of series) for (const [at, value] of values) total.set(at, (total.get(at) ?? 0) + value);
  return total;
}

function scaled(values: Values, factor: number): (readonly [number, number])[] {
  return [...values].map(([at, value]) => [at, value * factor]);
}

function valuesOf(one: Observed, key: string): Values {
  return new Map((one.points[key] ?? []).map(({ at, value }: Point) => [at, value]));
}

function samples(resourceId: string | undefined, rows: readonly Row[]): Sample[] {
  if (resourceId === undefined) return [];
  return rows.flatMap(([metric, points]) =>
    [...points].map(([at, value]) => ({ resourceId, metric, value, at })),
  );
}
