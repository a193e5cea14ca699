import type { Channel, Delivery } from '@smartops/contract';
import { expect, it } from 'vitest';
import { aboutOf, firstLine, standingOf, titleOf } from './words.ts';

const channel = (more: Partial<Channel>): Channel =>
  ({ enabled: true, waiting: 0, last: null, ...more }) as Channel;
const last = (delivered: boolean, answer: string, test = false) => ({
  ...{ at: '2026-11-23T14:16:01.000Z', delivered, answer, tookMs: 12, test },
});

it.each([
  [{}, 'pending', 'Nothing sent yet'],
  [{ enabled: false, last: last(true, '200 OK') }, 'offline', 'Switched off'],
  [{ last: last(true, '200 OK') }, 'healthy', 'Delivers'],
  [{ last: last(true, '200 OK', true) }, 'healthy', 'Test accepted'],
  [{ last: last(false, '500 Error  gone\nmore'), waiting: 3 }, 'warning', '500 Error gone'],
  [{ last: last(false, '404 Not Found') }, 'critical', '404 Not Found'],
])('says how a channel stands: %j', (more, look, word) => {
  expect(standingOf(channel(more))).toEqual({ look, word });
});

it('never shows an empty answer', () => {
  expect(firstLine('')).toBe('no answer');
});

it('says how much a message carries, and why it was sent', () => {
  expect(titleOf({ title: 'a is slow', notices: 1 })).toBe('a is slow');
  expect(titleOf({ title: 'a is slow', notices: 38 })).toBe('a is slow and 37 more');
  const one = { kind: 'message', severity: 'error', route: 'Shop', notices: 4, by: null } as Delivery;
  expect(aboutOf(one)).toBe('error, route Shop, 4 in one message');
  expect(aboutOf({ ...one, kind: 'summary' })).toBe('held back by the limit, 4 in one message');
  expect(aboutOf({ ...one, kind: 'test', by: 'Priya' })).toBe('sent by Priya');
});
