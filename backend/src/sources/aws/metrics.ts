import type { Sample } from '@smartops/contract';
import type { SourceError } from '../source.ts';
import { readMetrics } from './client-cloudwatch.ts';
import type { AwsClients } from './clients.ts';
import type { Observed, Subject } from './points.ts';
import { asSourceError } from './shelf.ts';
import { type FleetIds, toSamples } from './signals-metrics.ts';
import { plan, type Window } from './windows.ts';

export interface Metrics {
  readonly samples: readonly Sample[];
  /** Metrics asked for, as CloudWatch charges them; undefined when it was not asked. */
  readonly requested: number | undefined;
  readonly failures: readonly { part: string; region: string; error: SourceError }[];
  /** Read up to here; the same as before when it has to be read again. */
  readonly readTo: number | undefined;
}

interface Answer {
  readonly region: string;
  readonly observed: readonly Observed[];
  readonly requested: number;
  readonly error: SourceError | undefined;
}

export interface MetricsRequest {
  readonly subjects: readonly Subject[];
  readonly fleets: FleetIds;
  readonly readTo: number | undefined;
  readonly now: number;
}

/** Reads what is new in CloudWatch, all regions side by side. A region that fails is a failure, not the end. */
export async function readNewMetrics(
  clients: AwsClients,
  { subjects, fleets, readTo, now }: MetricsRequest,
  signal: AbortSignal,
): Promise<Metrics> {
  const planned = plan(readTo, now);
  if (!planned) return { samples: [], requested: undefined, failures: [], readTo };
  const byRegion = Map.groupBy(subjects, ({ region }) => region);
  const answers = await Promise.all(
    [...byRegion].map(([region, mine]) => {
      const windows = (pace: Subject['pace']) =>
        planned[pace].map((window) => ({ window, subjects: mine.filter((one) => one.pace === pace) }));
      return readRegion(
        clients,
        { region, asks: [...windows('minute'), ...windows('five-minutes')] },
        signal,
      );
    }),
  );
  const failed = answers.filter(({ error }) => error !== undefined);
  const observed = answers.flatMap((answer) => (answer.error ? [] : answer.observed));
  return {
    samples: toSamples(observed, wholeFleets(fleets, subjects, failed)),
    requested: answers.reduce((sum, answer) => sum + answer.requested, 0),
    failures: failed.flatMap(({ region, error }) => (error ? [{ part: 'cloudwatch', region, error }] : [])),
    readTo: failed.some(({ error }) => error && isPassing(error)) ? readTo : planned.readTo,
  };
}

async function readRegion(
  clients: AwsClients,
  { region, asks }: { region: string; asks: readonly { window: Window; subjects: readonly Subject[] }[] },
  signal: AbortSignal,
): Promise<Answer> {
  const observed: Observed[] = [];
  let requested = 0;
  try {
    for (const { window, subjects } of asks) {
      if (subjects.length === 0) continue;
      const answer = await readMetrics(clients, { region, subjects, window }, signal);
      observed.push(...answer.observed);
      requested += answer.requested;
    }
    return { region, observed, requested, error: undefined };
  } catch (error) {
    return { region, observed: [], requested, error: asSourceError(error) };
  }
}

/** A mean or sum over regions would be wrong while one of them is missing for the moment. */
function wholeFleets(fleets: FleetIds, subjects: readonly Subject[], failed: readonly Answer[]): FleetIds {
  const missing = new Set(
    failed.filter(({ error }) => error && isPassing(error)).map(({ region }) => region),
  );
  const isWhole = (kind: Subject['kind']) =>
    !subjects.some((subject) => subject.kind === kind && missing.has(subject.region));
  return {
    instance: isWhole('instance') ? fleets.instance : undefined,
    database: isWhole('database') ? fleets.database : undefined,
    functions: isWhole('functions') ? fleets.functions : undefined,
  };
}

/** Waiting helps; a missing permission stays missing and must not hold up the other regions. */
function isPassing({ reason }: SourceError): boolean {
  return reason !== 'forbidden' && reason !== 'unauthorized';
}
