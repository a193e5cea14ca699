import type { Reply } from '../http/exchange.ts';
import { digest } from '../http/request-ids.ts';
import { DAY, MINUTE } from '../world/world.ts';
import { together } from './bin.ts';
import type { Call } from './call.ts';
import type { Catalogue } from './catalogue.ts';
import { type MetricInput, type Query, readDimensions, readMetricInput, text } from './metric-input.ts';
import { pageOf } from './paging.ts';
import { jsonReply } from './replies.ts';
import type { Series } from './series.ts';

const listedAtOnce = 10;
const badToken = 'InvalidNextToken';

export function listMetrics(call: Call, { all }: Catalogue): Reply {
  const { input, region } = call;
  const [namespace, name] = [text(input.Namespace), text(input.MetricName)];
  const wanted = readDimensions(input);
  const has = ({ dimensions }: Series) =>
    wanted.every((one) =>
      dimensions.some(([of, value]) => of === one.name && (one.value === undefined || one.value === value)),
    );
  const found = all.filter(
    (one) =>
      one.region === region &&
      (namespace === undefined || one.namespace === namespace) &&
      (name === undefined || one.name === name) &&
      has(one),
  );
  const listing = `metrics ${region} ${digest(JSON.stringify([namespace, name, wanted])).slice(0, 8)}`;
  const { items, next } = pageOf(found, {
    listing,
    token: text(input.NextToken),
    most: listedAtOnce,
    badToken,
  });
  return jsonReply({ Metrics: items.map(listed), ...(next && { NextToken: next }) });
}

function listed({ namespace, name, dimensions }: Series) {
  const Dimensions = dimensions.map(([Name, Value]) => ({ Name, Value }));
  return { Namespace: namespace, MetricName: name, Dimensions };
}

interface Point {
  readonly query: Query;
  readonly at: number;
  readonly value: number;
}

/** Points are paged through across queries, each query's after those of the one before it. */
export function getMetricData(call: Call, catalogue: Catalogue, now: number): Reply {
  const asked = readMetricInput(call);
  const points = asked.queries.flatMap((query) => {
    const series = catalogue.find({ region: call.region, ...query });
    return series ? pointsOf(series, { query, asked, now }) : [];
  });
  const { NextToken: _, ...question } = call.input;
  const listing = `data ${call.region} ${digest(JSON.stringify(question)).slice(0, 16)}`;
  const { items, next } = pageOf(points, { listing, token: asked.token, most: asked.mostPoints, badToken });
  const here = Map.groupBy(items, ({ query }) => query);
  const known = new Set(points.map(({ query }) => query));
  const last = items.at(-1);
  const results = asked.queries
    // A query without any points is answered once, on the first page.
    .filter((query) => here.has(query) || (!asked.token && !known.has(query)))
    .map((query) => result(query, here.get(query) ?? [], next !== undefined && query === last?.query));
  return jsonReply({ MetricDataResults: results, Messages: [], ...(next && { NextToken: next }) });
}

function result({ id, label }: Query, points: readonly Point[], isPartial: boolean) {
  return {
    Id: id,
    Label: label,
    Timestamps: points.map(({ at }) => at / 1_000),
    Values: points.map(({ value }) => value),
    StatusCode: isPartial ? 'PartialData' : 'Complete',
  };
}

interface Stretch {
  readonly query: Query;
  readonly asked: MetricInput;
  readonly now: number;
}

function pointsOf(series: Series, { query, asked, now }: Stretch): Point[] {
  const { periodMs, measure } = query;
  // The minute that is still running is not published.
  const published = Math.floor(now / MINUTE) * MINUTE;
  const oldest = Math.max(asked.from, now - keptFor(periodMs));
  const points: Point[] = [];
  for (let at = Math.floor(oldest / periodMs) * periodMs; at < asked.to && at < published; at += periodMs) {
    const bin = together(binsBetween(series, at, Math.min(at + periodMs, published)));
    if (bin) points.push({ query, at, value: measure(bin) });
  }
  return asked.isAscending ? points : points.reverse();
}

function binsBetween(series: Series, from: number, to: number) {
  return Array.from({ length: (to - from) / MINUTE }, (_, index) => series.at(from + index * MINUTE)).filter(
    (bin) => bin !== undefined,
  );
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html, metrics retention. */
function keptFor(periodMs: number): number {
  if (periodMs < 5 * MINUTE) return 15 * DAY;
  return periodMs < 60 * MINUTE ? 63 * DAY : 455 * DAY;
}
