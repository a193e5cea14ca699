import { patch } from '@smartops/contract/patch';
import type { FollowMessage, PlainMessage, TopicState } from '@smartops/contract/stream';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { testCaller } from '../platform/http/caller.fixture.ts';
import { fakeSocket } from './fake-socket.ts';
import { StreamHub } from './hub.ts';

const published = ['metrics', 'alerts', 'pipeline'] as const;
type Item = { id: string; value: number };
type Step =
  | { do: 'publish'; topic: (typeof published)[number]; items: Item[]; urgent: boolean }
  | { do: 'tick'; afterMs: number }
  | { do: 'cut' | 'connect'; who: number }
  | { do: 'beat' };

const oneItem = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'hasOwnProperty'),
  value: fc.nat(3),
});
const items = fc.uniqueArray(oneItem, { maxLength: 4, selector: ({ id }) => id });
const topic = fc.constantFrom(...published);
const who = fc.nat(2);
const schedule = fc.array(
  fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant('publish'), topic, items, urgent: fc.boolean() }) },
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('tick'), afterMs: fc.integer({ min: 0, max: 400 }) }),
    },
    { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('cut', 'connect'), who }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('beat') }) },
  ),
  { maxLength: 30, size: 'max' },
) as fc.Arbitrary<Step[]>;
const settle: Step[] = [
  ...[0, 1, 2].map((who): Step => ({ do: 'connect', who })),
  { do: 'tick', afterMs: 300 },
];

/** A dashboard: folds what it is sent, and after a cut comes back with the last number it saw. */
function follower(hub: StreamHub, extensions: string) {
  let socket: ReturnType<typeof fakeSocket> | undefined;
  let read = 0;
  let state: TopicState | undefined;
  let seen: { epoch: string; seq: number } | undefined;
  const take = ({ epoch, seq, state: whole, changes }: FollowMessage) => {
    const last = seen?.seq ?? -1;
    // Numbers grow by one with each set of changes, repeat on a beat, and jump only with the whole state.
    if (whole) state = whole;
    else expect(seq).toBe(changes ? last + 1 : last);
    for (const change of changes ?? []) state = fold(state, change);
    seen = { epoch, seq };
  };
  return {
    connect() {
      if (socket) return;
      socket = fakeSocket({ follows: true, extensions });
      read = 0;
      const query = seen ? `?epoch=${seen.epoch}&seq=${seen.seq}` : '';
      const url = new URL(`ws://localhost/ws${query}`);
      hub.join(socket.websocket, { socket: socket.socket, url, caller: testCaller() });
      this.read();
      expect(seen).toBeDefined();
    },
    cut() {
      socket?.cut();
      socket = undefined;
    },
    read() {
      for (const message of socket?.received.slice(read) ?? []) take(message as FollowMessage);
      read = socket?.received.length ?? 0;
    },
    state: () => state,
  };
}

function fold(state: TopicState | undefined, change: NonNullable<FollowMessage['changes']>[number]) {
  if (!state) throw new Error('changes came before any state');
  const before: readonly { id: string }[] = state[change.topic];
  return { ...state, [change.topic]: patch(before, change) };
}

it('loses nothing, repeats nothing and keeps the order, whatever is cut and resumed', () => {
  fc.assert(
    fc.property(schedule, fc.integer({ min: 1, max: 5 }), (steps, keep) => {
      let now = 0;
      const clock = () => now;
      const hub = new StreamHub({
        keep,
        minIntervalMs: { metrics: 300 },
        now: clock,
        allow: () => true,
        identify: async () => testCaller(),
        workspace: 'default',
      });
      const plain = fakeSocket();
      hub.join(plain.websocket, {
        socket: plain.socket,
        url: new URL('ws://localhost/'),
        caller: testCaller(),
      });
      const followers = ['', '', 'permessage-deflate'].map((extension) => follower(hub, extension));
      const truth: Record<string, Item[]> = { metrics: [], alerts: [], pipeline: [] };

      for (const step of [...steps, ...settle]) {
        if (step.do === 'publish') {
          truth[step.topic] = step.items;
          hub.publish(step.topic, step.items as never, { urgent: step.urgent });
        } else if (step.do === 'tick') {
          now += step.afterMs;
          hub.tick();
        } else if (step.do === 'beat') hub.beat();
        else followers[step.who]?.[step.do]();
        for (const one of followers) one.read();
      }
      void hub.close(0);

      for (const one of followers) expect(one.state()).toMatchObject(truth);
      for (const [topic, items] of Object.entries(truth)) {
        const last = (plain.received as PlainMessage[]).findLast(({ type }) => type === topic);
        expect(last?.payload).toEqual(topic === 'pipeline' ? (items[0] ?? null) : items);
      }
    }),
    { numRuns: 2_000 },
  );
});
