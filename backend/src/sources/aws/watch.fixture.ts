import type { Batch } from '../source.ts';
import { type FakeAnswers, fakeAws } from './fake-aws.fixture.ts';
import { aws } from './index.ts';

export const start = Date.parse('2026-03-01T12:00:30Z');
export const minute = 60_000;
export const { signal } = new AbortController();

/** A connection to the fake cloud, with a clock to move and a record of what was asked. */
export function connect(answers: FakeAnswers, regions = ['eu-west-1']) {
  const clock = { now: start };
  const { tools, calls } = fakeAws(answers, () => clock.now);
  const config = {
    regions,
    accessKeyId: 'AKIATESTTESTTEST0000',
    secretAccessKey: 's',
    endpoint: 'http://aws.test',
  };
  const connection = aws.connect(config, tools);
  const asked = (what: string) => calls.filter((call) => call.what === what);
  return {
    connection,
    calls,
    asked,
    clock,
    collect: (cursor?: string) => connection.collect(cursor, signal),
  };
}

export const named = (batch: Batch, id: string) => batch.resources.find((one) => one.id === id);
export const service = (batch: Batch, name: string) => named(batch, `aws:test:service:${name}`)?.attributes;
export const valuesOf = (batch: Batch, metric: string) =>
  batch.samples.filter((one) => one.metric === metric);
