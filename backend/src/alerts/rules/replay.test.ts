import type { Resource, Sample } from '@smartops/contract';
import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../platform/database/database.ts';
import { testDatabases } from '../../platform/database/testing.ts';
import { rememberStore } from '../../signals/remember-store.ts';
import { seal } from '../../signals/seal-store.ts';
import { emptyBatch } from '../../signals/testing.ts';
import type { Decision } from '../alert.ts';
import { dampingMs } from '../lifecycle.ts';
import { listStore } from '../list-store.ts';
import { alertStore } from '../store.ts';
import { feed, type Verdict } from './evaluator.ts';
import { evaluatorOf } from './kinds/index.ts';
import { LiveRules } from './live.ts';
import { gapsOf } from './replay.ts';
import { replay } from './replay-run.ts';
import { minute, ruleOf } from './rule.fixture.ts';
import { suggestThreshold } from './suggest.ts';

const specs = fc.constantFrom(
  ruleOf({ kind: 'threshold', metric: 'm', side: 'above', value: 10, forMs: 2 * minute }),
  ruleOf(
    { kind: 'threshold', metric: 'm', side: 'above', value: 10, critical: 15, forMs: 0, clear: { value: 6 } },
    { noData: 'resolve' },
  ),
  ruleOf(
    { kind: 'threshold', metric: 'm', side: 'below', value: 8, atLeast: { readings: 2, of: 4 } },
    { noData: 'fire' },
  ),
  ruleOf({ kind: 'absence', metric: 'm', forMs: 4 * minute }),
  ruleOf({ kind: 'change', metric: 'm', side: 'above', percent: 40, windowMs: 5 * minute }),
);
/** Minutes between samples, with gaps, and what they read. */
const series = fc
  .array(fc.tuple(fc.constantFrom(1, 1, 1, 1, 2, 5, 30), fc.integer({ min: 0, max: 20 })), {
    minLength: 20,
    maxLength: 120,
  })
  .map((steps) => {
    let at = 0;
    return steps.map(([wait, value]) => {
      at += wait * minute;
      return { at, value };
    });
  });

const afternoon = series.filter((samples) => (samples.at(-1)?.at ?? 0) < 6 * 60 * minute);

it('judges stored samples as it judged them when they came, bit for bit', () => {
  const live = fc.record({
    rule: specs,
    samples: series,
    sizes: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1 }),
    seed: fc.nat(),
  });
  fc.assert(
    fc.property(live, ({ rule, samples, sizes, seed }) => {
      const evaluator = evaluatorOf(rule.spec);
      if (!evaluator) return;
      const state = evaluator.start();
      const verdicts: Verdict[] = [];
      const keep = (verdict: Verdict | undefined) => void (verdict && verdicts.push(verdict));
      for (let i = 0, n = 0; i < samples.length; n++) {
        const size = sizes[n % sizes.length] ?? 1;
        const fresh = samples.slice(i, i + size);
        // Comes twice, after what is older; somebody looks at the clock before.
        const again = samples.slice(Math.max(0, i - (seed % 5)), i);
        const at = (fresh[0]?.at ?? 0) - (seed % 3) * 20_000;
        if (at > state.lastAt) keep(evaluator.silence?.(state, at));
        const all = [...again, ...fresh, ...fresh];
        feed(
          { evaluator, state },
          { at: all.map((one) => one.at), values: all.map(({ value }) => value) },
          keep,
        );
        i += size;
      }
      const stored = { at: samples.map(({ at }) => at), values: samples.map(({ value }) => value) };
      const again = evaluator.start();
      const replayed: Verdict[] = [];
      feed({ evaluator, state: again }, stored, (verdict) => replayed.push(verdict));
      expect(replayed).toEqual(verdicts);
      expect(again).toEqual(state);
    }),
    { numRuns: 400 },
  );
});

it('finds the stretches without data', () => {
  const at = [0, 1, 2, 3, 40, 41, 42, 43].map((one) => one * minute);
  expect(gapsOf({ at, values: at })).toEqual([{ from: 3 * minute, to: 40 * minute }]);
});

const lb: Resource = { id: 'lb', kind: 'aws.loadbalancer', name: 'checkout-api', attributes: {} };
const base = 1_700_000_000_000 - (1_700_000_000_000 % (60 * minute));

type Stretch = [began: number, ended: number | null];

/** Newest first: what begins again shortly after its end is one alert, and two episodes of the replay. */
function damped(episodes: readonly Stretch[]): Stretch[] {
  return episodes.toReversed().reduce<Stretch[]>((all, [began, ended]) => {
    const [last] = all;
    if (last && last[1] !== null && began - last[1] <= dampingMs) last[1] = ended;
    else all.unshift([began, ended]);
    return all;
  }, []);
}

describe.each(testDatabases)('the time machine on %s', (_engine, open) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  beforeEach(() => database.sql.execute(sql`truncate alert, resource, series, sample, sample_chunk, event`));
  afterAll(() => database.close());

  const place = (now: number) => ({ database: database.sql, now, isWatched: () => true });
  const store = (samples: readonly Omit<Sample, 'resourceId' | 'metric'>[], now: number) =>
    rememberStore(database.sql).remember(
      'aws',
      {
        ...emptyBatch,
        resources: [lb],
        samples: samples.map((one) => ({ ...one, resourceId: 'lb', metric: 'm' })),
      },
      now,
    );

  it('shows the alerts that the live rules made, whatever came late, twice or not at all', async () => {
    const limit = { kind: 'threshold', metric: 'm', side: 'above', value: 10, forMs: 2 * minute };
    const rule = ruleOf(limit);
    await fc.assert(
      fc.asyncProperty(
        afternoon,
        fc.infiniteStream(fc.integer({ min: 0, max: 9 })),
        async (samples, chance) => {
          await database.sql.execute(sql`truncate alert, resource, series, sample, sample_chunk`);
          const rules = new LiveRules();
          rules.use([rule]);
          const late: typeof samples = [];
          const take = async (batch: typeof samples, now: number) => {
            const fresh = await store(batch, now);
            const decisions: Decision[] = await rules.during('aws', 1, () =>
              rules.judge(
                database.sql,
                { connectionId: 'aws', samples: fresh.samples, resources: fresh.resources },
                now,
              ),
            );
            await alertStore(database.sql).apply(decisions);
          };
          for (const { at, value } of samples) {
            const sample = { at: base + at, value };
            const luck = chance.next().value ?? 0;
            if (luck === 0) late.push(sample);
            else
              await take(
                luck === 1 ? [sample, sample] : luck === 2 ? [...late, sample] : [sample],
                sample.at,
              );
          }
          const end = base + (samples.at(-1)?.at ?? 0);
          await take(late, end);
          await take([{ at: end + minute, value: 5 }], end + minute);

          const seen = await replay(
            { spec: rule.spec, against: undefined },
            { from: base, to: end + 2 * minute },
            place(end + 2 * minute),
          );
          const firing = await listStore(database.sql, ['aws']).worst(5);
          const open = seen.episodes.filter(({ ended }) => ended === null);
          expect(firing).toHaveLength(open.length);
          if (late.length > 0) return;
          const alerts = await listStore(database.sql, ['aws']).recent(200);
          expect(alerts.map(({ startedAt, resolvedAt }) => [startedAt, resolvedAt])).toEqual(
            damped(
              seen.episodes.map(({ began, ended }) => [
                Date.parse(began),
                ended === null ? null : Date.parse(ended),
              ]),
            ),
          );
        },
      ),
      { numRuns: Number(process.env.REPLAY_RUNS ?? 20) },
    );
  }, 120_000);

  /** Six hours of one reading a minute; ten minutes of `peaks[i]` at each full hour. */
  async function sixHours(peaks: readonly number[]): Promise<number> {
    const now = base + 6 * 60 * minute;
    const samples = Array.from({ length: 6 * 60 }, (_, i) => ({
      at: base + i * minute,
      value: i % 60 < 10 ? (peaks[Math.floor(i / 60)] ?? 1) : 1,
    }));
    await store(samples, now);
    await seal(database.sql, now - 60 * minute);
    return now;
  }
  const limit = (value: number) =>
    ruleOf({ kind: 'threshold', metric: 'm', side: 'above', value, forMs: 2 * minute }).spec;

  it('says when it would have fired, for how long and how bad it was, also on what is sealed', async () => {
    const now = await sixHours([20, 30, 1, 40, 1, 50]);
    const seen = await replay({ spec: limit(25), against: limit(35) }, { from: base, to: now }, place(now));

    expect(seen).toMatchObject({ series: 1, samples: 360, totals: { episodes: 3, firingMs: 24 * minute } });
    expect(seen.episodes.map(({ peak, compared, durationMs }) => [peak, compared, durationMs])).toEqual([
      [50, 'same', 10 * minute],
      [40, 'same', 10 * minute],
      [30, 'new', 10 * minute],
    ]);
    expect(seen.against).toMatchObject({ totals: { episodes: 2 }, fallAway: [] });
    const stricter = await replay(
      { spec: limit(45), against: limit(35) },
      { from: base, to: now },
      place(now),
    );
    expect(stricter.against?.fallAway).toMatchObject([{ peak: 40 }]);
    expect(seen.notes).toEqual(['From less than a week, the count a week is an estimate']);
  });

  it('finds the limit that tells somebody at most so often', async () => {
    const now = await sixHours([20, 30, 25, 40, 35, 50]);
    // Samples of six hours count as a day, so that each episode is seven a week.
    const found = await suggestThreshold(
      { spec: limit(10), pagesAWeek: 14 },
      { from: base, to: now },
      place(now),
    );

    expect(found).toMatchObject({ pagesAWeek: 14, now: { value: 10, pagesAWeek: 42 } });
    expect(found.value).toBeGreaterThan(35);
    expect(found.value).toBeLessThan(35.5);
  });

  it('stops when nobody waits any more, and says when there is nothing to go by', async () => {
    const now = await sixHours([20]);
    const run = (signal?: AbortSignal, metric = 'm') =>
      replay(
        { spec: ruleOf({ ...limit(1).condition, metric }).spec, against: undefined },
        { from: base, to: now },
        { ...place(now), signal },
      );
    await expect(run(AbortSignal.abort())).rejects.toThrow();
    expect(await run(undefined, 'other')).toMatchObject({
      ...{ series: 0, episodes: [] },
      notes: ['No series matches yet', expect.anything()],
    });
  });

  it('goes by averages where samples are no longer kept, and says so', async () => {
    const now = await sixHours([20, 30, 1, 40, 1, 50]);
    const later = now + 31 * 24 * 60 * minute;
    const seen = await replay(
      { spec: limit(25), against: undefined },
      { from: base, to: later },
      place(later),
    );
    expect(seen.episodes.map(({ peak }) => peak)).toEqual([40, 30]);
    expect(seen.notes[0]).toBe('Beyond 30 days only averages of five minutes are kept');
  });
});
