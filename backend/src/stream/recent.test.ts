import { expect, it } from 'vitest';
import { frame } from './frame.ts';
import { createRecent } from './recent.ts';

const frames = ['1', '2', '3', '4'].map((text) => frame(text));

it('keeps the newest frames and knows when older ones are gone', () => {
  const recent = createRecent({ keep: 3, keepBytes: 1_000 });
  for (const one of frames) recent.push(one);

  expect(recent.last(0)).toEqual([]);
  expect(recent.last(2)).toEqual(frames.slice(2));
  expect(recent.last(4)).toBeUndefined();
});

it('keeps no more bytes than it may', () => {
  const recent = createRecent({ keep: 100, keepBytes: 2 * (frames[0]?.plain.length ?? 0) });
  for (const one of frames) recent.push(one);

  expect(recent.last(2)).toEqual(frames.slice(2));
  expect(recent.last(3)).toBeUndefined();
  recent.push(frame(JSON.stringify('x'.repeat(1_000))));
  expect(recent.last(1)).toBeUndefined();
});
