import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { createDurations } from './durations.ts';

it('counts into cumulative buckets, one set for each series', async () => {
  const register = new Registry();
  const durations = createDurations(register, { name: 'd', help: 'h' });
  for (const seconds of [0.001, 0.002, 0.3, 60]) durations.observe('a', () => ({ route: 'a' }), seconds);
  durations.observe('b', () => ({ route: 'b' }), 1);
  const text = await register.metrics();

  for (const line of [
    '# TYPE d histogram',
    'd_bucket{le="0.001",route="a"} 1',
    'd_bucket{le="0.0025",route="a"} 2',
    'd_bucket{le="0.25",route="a"} 2',
    'd_bucket{le="0.5",route="a"} 3',
    'd_bucket{le="5",route="a"} 3',
    'd_bucket{le="+Inf",route="a"} 4',
    'd_count{route="a"} 4',
    'd_sum{route="b"} 1',
  ])
    expect(text).toContain(line);
});
