import { expect, it } from 'vitest';
import { Audience } from './audience.ts';
import { fakeSocket } from './fake-socket.ts';
import { frame } from './frame.ts';

const kilobytes = (count: number) => frame(JSON.stringify('x'.repeat(count * 1_000)));

it('cuts who does not read at one mebibyte and keeps who does', () => {
  let cut = 0;
  const audience = new Audience(() => cut++);
  const [reader, sleeper] = [fakeSocket(), fakeSocket({ reads: false })];
  for (const { websocket, socket } of [reader, sleeper]) audience.join(websocket, socket, []);

  const big = kilobytes(100);
  for (let i = 0; i < 50; i++) audience.send(big);

  expect(sleeper.closed()).toBe(true);
  expect(sleeper.socket.writableLength).toBeLessThan(1.2 * 1024 * 1024);
  expect(reader.closed()).toBe(false);
  expect([audience.size, cut]).toEqual([1, 1]);
});

it('gives a large greeting the time to be read', () => {
  const audience = new Audience();
  const { websocket, socket, closed } = fakeSocket({ reads: false });
  audience.join(websocket, socket, [kilobytes(5_000)]);

  audience.send(kilobytes(100));

  expect(closed()).toBe(false);
});

it('drops who does not answer a ping', () => {
  const audience = new Audience();
  const [awake, gone] = [fakeSocket(), fakeSocket()];
  for (const { websocket, socket } of [awake, gone]) audience.join(websocket, socket, []);

  audience.ping();
  awake.websocket.emit('pong');
  audience.ping();

  expect([awake.closed(), gone.closed()]).toEqual([false, true]);
});

it('survives a socket that breaks', () => {
  const audience = new Audience();
  const { websocket, socket } = fakeSocket();
  audience.join(websocket, socket, []);

  expect(() => websocket.emit('error', new Error('reset'))).not.toThrow();
});
