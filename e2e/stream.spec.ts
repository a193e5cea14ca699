import { expect, test } from '@playwright/test';
import { WebSocket } from 'ws';
import { PORT, WS_PORT } from './address.ts';

interface Message {
  type: string;
  payload: unknown;
}

const types = ['metrics', 'alerts', 'deployments', 'aws-services', 'pipeline', 'web3-networks', 'activity'];

async function listen(url: string, enough: (messages: Message[]) => boolean): Promise<Message[]> {
  const socket = new WebSocket(url);
  const messages: Message[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      socket.on('error', reject);
      socket.on('message', (data) => {
        messages.push(JSON.parse(String(data)));
        if (enough(messages)) resolve();
      });
    });
  } finally {
    socket.terminate();
  }
  return messages;
}

const hasAll = (messages: Message[]) =>
  types.every((type) => messages.some((message) => message.type === type));

for (const url of [`ws://localhost:${WS_PORT}`, `ws://localhost:${PORT}/ws`])
  test(`${url} sends every message of the guide on connect`, async () => {
    const messages = await listen(url, hasAll);

    for (const { type, payload } of messages)
      if (type !== 'pipeline') expect(Array.isArray(payload), type).toBe(true);
    const metrics = messages.find(({ type }) => type === 'metrics')?.payload as { id: string }[];
    expect(metrics.find(({ id }) => id === 'host~cpu.percent')).toMatchObject({
      label: 'Host CPU',
      value: expect.any(Number),
      change: expect.any(Number),
      trend: expect.stringMatching(/up|down|stable/),
      status: expect.stringMatching(/healthy|warning|critical|offline/),
    });
  });

test('sends a new block without being asked', async () => {
  const heads = (messages: Message[]) =>
    messages.flatMap(({ type, payload }) =>
      type === 'web3-networks'
        ? [(payload as { blockNumber: number }[]).map(({ blockNumber }) => blockNumber).join()]
        : [],
    );
  const messages = await listen(`ws://localhost:${WS_PORT}`, (all) => new Set(heads(all)).size >= 2);

  expect(new Set(heads(messages)).size).toBeGreaterThanOrEqual(2);
});

test('closes on a frame that is too large', async () => {
  const socket = new WebSocket(`ws://localhost:${WS_PORT}`);
  await new Promise((resolve) => socket.on('open', resolve));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.send('x'.repeat(100_000));

  expect(await closed).toBe(1009);
});
