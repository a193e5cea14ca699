import type { Sample } from '@smartops/contract';

export interface IncomingSeries {
  readonly resourceId: string;
  readonly metric: string;
  readonly samples: Sample[];
  /** Epoch ms of the oldest and of the newest sample, and what the newest says. */
  readonly firstAt: number;
  readonly lastAt: number;
  readonly lastValue: number;
}

/** Samples series by series, each once a moment: where one comes twice, the later word counts. */
export function bySeries(samples: readonly Sample[]): IncomingSeries[] {
  const series = new Map<string, Sample[]>();
  for (const sample of samples) {
    const key = `${sample.resourceId}~${sample.metric}`;
    const list = series.get(key);
    if (list) list.push(sample);
    else series.set(key, [sample]);
  }
  return [...series.values()].flatMap((list) => describe(list) ?? []);
}

function describe(list: Sample[]): IncomingSeries | undefined {
  const samples = ascends(list)
    ? list
    : [...new Map(list.map((sample) => [sample.at, sample])).values()].sort((a, b) => a.at - b.at);
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last) return undefined;
  const { resourceId, metric, at: lastAt, value: lastValue } = last;
  return { resourceId, metric, samples, firstAt: first.at, lastAt, lastValue };
}

function ascends(list: readonly Sample[]): boolean {
  return list.every(({ at }, i) => i === 0 || at > (list[i - 1]?.at ?? 0));
}
