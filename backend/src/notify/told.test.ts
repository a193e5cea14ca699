import { describe, expect, it } from 'vitest';
import { testDatabases } from '../platform/database/testing.ts';
import { newNotice } from './notice.fixture.ts';
import { minute, useTelling } from './telling.fixture.ts';
import { toToldNotice } from './told.ts';
import { toldStore } from './told-store.ts';

describe.each(testDatabases)('who was told, on %s', { timeout: 60_000 }, (_, open) => {
  const { here, route } = useTelling(open);
  const told = async (subject: string) => (await toldStore(here.database.sql).of(subject)).map(toToldNotice);
  const channelsOf = async (subject: string) =>
    (await told(subject)).flatMap(({ channels }) =>
      channels.map(({ channelName, state, waits, tries }) => [channelName, state, waits, tries]),
    );
  const add = (name: string, cap = 1_000) =>
    here.room.add('webhook', { name, url: here.receiver.url, cap: { messages: cap, perMs: 10 * minute } });

  it('names each channel with what became of the message, when, and the answer', async () => {
    await add('ops');
    await route({});
    await here.room.tell(newNotice('a'));
    expect(await told('alert:a')).toEqual([
      {
        ...{ id: expect.any(String), kind: 'alert-fired', text: '912 ms', by: null, unsent: null },
        at: new Date(here.room.clock.at).toISOString(),
        channels: [
          {
            ...{ deliveryId: expect.any(String), channelName: 'ops', route: 'all', state: 'delivered' },
            ...{ waits: null, at: expect.any(String), tries: 1, answer: '200 OK  ok' },
          },
        ],
      },
    ]);
  });

  it('says for what a message waits: the next try, room, an answer, its time', async () => {
    const { channel: small } = await add('small', 1);
    const { channel: late } = await add('late');
    await route({
      steps: [
        { afterMs: 0, channels: [small.id] },
        { afterMs: 5 * minute, channels: [late.id] },
      ],
    });
    here.receiver.answer(500);
    await here.room.tell(newNotice('a'));
    await here.room.tell(newNotice('b'));

    expect(await channelsOf('alert:a')).toEqual([
      ['small', 'waiting', 'again', 1],
      ['late', 'waiting', 'answer', 0],
    ]);
    expect((await channelsOf('alert:b')).toSorted()).toEqual([
      ['late', 'waiting', 'answer', 0],
      ['small', 'waiting', 'room', 0],
    ]);
  });

  it('says that there is no channel', async () => {
    await here.room.tell(newNotice('a'));
    expect(await told('alert:a')).toMatchObject([{ unsent: 'there is no channel that is switched on' }]);
  });

  it('says what failed and why, and what was not sent at all', async () => {
    await add('ops');
    await route({});
    here.receiver.answer(400);
    await here.room.tell(newNotice('a'));
    expect((await told('alert:a'))[0]?.channels).toMatchObject([
      { state: 'dead', answer: expect.stringMatching(/^Refused: 400/) },
    ]);
    await here.room.tell(newNotice('b', { severity: 'info' }), newNotice('c', { personal: true, to: 'bo' }));
    expect(await told('alert:b')).toMatchObject([{ unsent: 'no route takes it', channels: [] }]);
    expect(await told('alert:c')).toMatchObject([
      { unsent: 'only the bell of whom it is for', channels: [] },
    ]);
  });
});
