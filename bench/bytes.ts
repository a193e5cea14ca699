import { createFeed } from '../backend/src/stream/feed.ts';
import { topics } from '../backend/src/stream/topic-state.ts';
import { stateAt, topicsOf } from './stream-state.ts';
import { type Answer, printTable } from './table.ts';

// P2: what one client costs in a minute. Every byte of the wire is counted, frame headers and signs of life too.
const ticksPerMinute = 12;
const beatsPerMinute = 4;
const minutes = 10;
const limit = 5;

printTable([
  answer('sources read every 10 to 30 s', stateAt),
  answer('every metric new every 5 s', restless),
]);

/** The hard case: nothing that could change stays the same. */
function restless(tick: number) {
  const state = stateAt(tick);
  const metrics = state.metrics.map((metric, index) => {
    const value = Number((Number(metric.value) + ((tick * 7 + index * 3) % 11) / 10).toFixed(1));
    const timestamp = new Date(Date.parse('2026-01-05T09:00:00Z') + tick * 5_000).toISOString();
    return { ...metric, value, timestamp, change: Number(((value / 45 - 1) * 100).toFixed(1)) };
  });
  return { ...state, metrics };
}

function answer(name: string, at: typeof stateAt): Answer {
  const feed = createFeed();
  for (const [topic, items] of topicsOf(at(0))) feed.publish(topic, items);
  feed.tick(0);
  let ours = 0;
  let peer = 0;
  for (let tick = 1; tick <= ticksPerMinute * minutes; tick++) {
    for (const [topic, items] of topicsOf(at(tick))) feed.publish(topic, items);
    ours += feed.tick(tick * 5_000)?.changes.deflated.length ?? 0;
    peer += topics.reduce((sum, topic) => sum + feed.whole(topic).plain.length, 0);
  }
  ours += beatsPerMinute * minutes * feed.beat().deflated.length;
  const kib = (bytes: number) => bytes / minutes / 1024;
  return {
    question: `P2 KiB per client and minute, ${name}`,
    ours: kib(ours).toFixed(2),
    peer: `${kib(peer).toFixed(0)} (full lists every 5 s)`,
    limit: `${limit}`,
    ratio: ours / peer,
    goal: `≤ ${limit} KiB`,
    reached: kib(ours) <= limit,
  };
}
