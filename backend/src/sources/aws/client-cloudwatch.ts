import type { MetricDataQuery, MetricDataResult } from '@aws-sdk/client-cloudwatch';
import type { AwsClients } from './clients.ts';
import { asking, required } from './errors.ts';
import { type Measure, measures, namespaces, type Observed, type Point, type Subject } from './points.ts';
import type { Window } from './windows.ts';

/** As many as CloudWatch takes in one request. */
const queriesAtOnce = 500;
/** Statistics of one metric that are charged as one metric. */
const statsPerCharge = 5;

export interface MetricAnswer {
  readonly observed: readonly Observed[];
  /** Metrics asked for, as CloudWatch charges them. */
  readonly requested: number;
}

interface Question {
  readonly subject: Subject;
  readonly key: string;
  readonly measure: Measure;
}

/** The points of every measure of every subject in one region and window. Throws SourceError. */
export async function readMetrics(
  clients: AwsClients,
  { region, subjects, window }: { region: string; subjects: readonly Subject[]; window: Window },
  abortSignal: AbortSignal,
): Promise<MetricAnswer> {
  const points = new Map<Subject, Record<string, readonly Point[]>>();
  let requested = 0;
  for (const batch of batches(subjects)) {
    const results = await ask(clients, { region, batch, window }, abortSignal);
    requested += chargedMetrics(batch);
    for (const [index, { subject, key }] of batch.entries())
      points.set(subject, { ...points.get(subject), [key]: toPoints(results.get(`q${index}`) ?? []) });
  }
  const { periodMs, isPast } = window;
  const observed = [...points].map(([subject, found]) => ({ subject, periodMs, isPast, points: found }));
  return { observed, requested };
}

async function ask(
  clients: AwsClients,
  { region, batch, window }: { region: string; batch: readonly Question[]; window: Window },
  abortSignal: AbortSignal,
): Promise<Map<string, MetricDataResult[]>> {
  return await asking({ action: 'cloudwatch:GetMetricData', region }, async () => {
    const { paginateGetMetricData } = await import('@aws-sdk/client-cloudwatch');
    const client = await clients.get('cloudwatch', region);
    const input = {
      StartTime: new Date(window.from),
      EndTime: new Date(window.to),
      ScanBy: 'TimestampAscending' as const,
      MetricDataQueries: batch.map((question, index) => toQuery(question, `q${index}`, window)),
    };
    const results: MetricDataResult[] = [];
    for await (const page of paginateGetMetricData({ client, stopOnSameToken: true }, input, { abortSignal }))
      results.push(...required(page.MetricDataResults, 'MetricDataResults'));
    return Map.groupBy(results, ({ Id }) => Id ?? '');
  });
}

function toQuery({ subject, measure }: Question, id: string, { periodMs }: Window): MetricDataQuery {
  return {
    Id: id,
    MetricStat: {
      Metric: {
        Namespace: namespaces[subject.kind],
        MetricName: measure.name,
        Dimensions: Object.entries(subject.dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: periodMs / 1_000,
      Stat: measure.stat,
    },
  };
}

/** Points by time; one result may come in several pages. */
function toPoints(results: readonly MetricDataResult[]): Point[] {
  return results.flatMap(({ Timestamps = [], Values = [] }) =>
    Timestamps.flatMap((time, index) => {
      const [at, value] = [time.getTime(), Values[index]];
      return Number.isFinite(at) && Number.isFinite(value) && value !== undefined ? [{ at, value }] : [];
    }),
  );
}

/** Questions in requests of at most 500, those of one subject together. */
function batches(subjects: readonly Subject[]): Question[][] {
  const all: Question[][] = [];
  for (const subject of subjects) {
    const questions = Object.entries(measures[subject.kind]).map(([key, measure]) => ({
      subject,
      key,
      measure,
    }));
    const last = all.at(-1);
    if (last && last.length + questions.length <= queriesAtOnce) last.push(...questions);
    else all.push(questions);
  }
  return all;
}

function chargedMetrics(batch: readonly Question[]): number {
  const stats = Map.groupBy(
    batch,
    ({ subject, measure }) => `${subject.resourceId} ${subject.region} ${measure.name}`,
  );
  return [...stats.values()].reduce((sum, { length }) => sum + Math.ceil(length / statsPerCharge), 0);
}
