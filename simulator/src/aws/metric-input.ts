import { MINUTE, SECOND } from '../world/world.ts';
import { AwsError } from './aws-error.ts';
import { type Bin, statistic } from './bin.ts';
import type { Call } from './call.ts';
import type { Dimensions } from './series.ts';

/** One query of GetMetricData. */
export interface Query {
  readonly id: string;
  readonly label: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Dimensions;
  readonly periodMs: number;
  readonly measure: (bin: Bin) => number;
}

export interface MetricInput {
  readonly queries: readonly Query[];
  /** Epoch ms; `to` not included. */
  readonly from: number;
  readonly to: number;
  readonly isAscending: boolean;
  readonly mostPoints: number;
  readonly token: string | undefined;
}

type Fields = Readonly<Record<string, unknown>>;

const mostQueries = 500;
const mostPoints = 100_800;

/** What GetMetricData was asked, or AWS's own refusal of it. Throws AwsError. */
export function readMetricInput({ input }: Pick<Call, 'input'>): MetricInput {
  const asked = list(input.MetricDataQueries);
  if (asked.length === 0) throw invalid('The parameter MetricDataQueries is required.');
  if (asked.length > mostQueries)
    throw invalid(`The collection MetricDataQueries must not have a size greater than ${mostQueries}.`);
  const [from, to] = [Number(input.StartTime) * SECOND, Number(input.EndTime) * SECOND];
  if (!(from < to)) throw invalid('The parameter StartTime must be less than the parameter EndTime.');
  const most = Number(input.MaxDatapoints ?? mostPoints);
  if (!(most >= 1 && most <= mostPoints)) throw invalid('The parameter MaxDatapoints is out of range.');
  const ids = asked.map(({ Id }) => Id);
  if (new Set(ids).size < ids.length)
    throw invalid('The values for parameter id in MetricDataQueries are not unique.');
  return {
    queries: asked.filter(({ ReturnData }) => ReturnData !== false).map(readQuery),
    from,
    to,
    isAscending: input.ScanBy === 'TimestampAscending',
    mostPoints: most,
    token: text(input.NextToken),
  };
}

function readQuery(query: Fields): Query {
  const id = text(query.Id) ?? '';
  if (!/^[a-z]\w*$/.test(id))
    throw invalid(
      `The value ${id} for parameter MetricDataQueries.member.Id is not matching the expected pattern ^[a-z][a-zA-Z0-9_]*$.`,
    );
  if (query.Expression !== undefined)
    throw invalid(`Error in expression '${id}': expressions are not imitated.`);
  const stat = fields(query.MetricStat);
  const metric = fields(stat.Metric);
  const [namespace, name] = [text(metric.Namespace), text(metric.MetricName)];
  if (!namespace || !name)
    throw invalid(`The parameter MetricDataQueries.member.MetricStat.Metric of ${id} is required.`);
  const period = Number(stat.Period);
  if (!(period > 0 && period % 60 === 0))
    throw invalid(`Period ${stat.Period} of ${id} must be a multiple of 60.`);
  const measure = statistic(text(stat.Stat) ?? '');
  if (!measure)
    throw invalid(
      `The value ${stat.Stat} for parameter MetricDataQueries.member.MetricStat.Stat is not supported.`,
    );
  const dimensions = readDimensions(metric).map(({ name: of, value }) => [of, value ?? ''] as const);
  return {
    id,
    label: text(query.Label) ?? name,
    namespace,
    name,
    dimensions,
    periodMs: (period / 60) * MINUTE,
    measure,
  };
}

export function readDimensions(
  input: Fields,
): { readonly name: string; readonly value: string | undefined }[] {
  return list(input.Dimensions).map(({ Name, Value }) => ({ name: text(Name) ?? '', value: text(Value) }));
}

export function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

function list(value: unknown): Fields[] {
  return Array.isArray(value) ? value.map(fields) : [];
}

function fields(value: unknown): Fields {
  return Object(value);
}
