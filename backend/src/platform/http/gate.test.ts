import { expect, it } from 'vitest';
import { createGate } from './gate.ts';

const request = (host: string, origin?: string) => ({ headers: { host, origin } }) as never;

it.each([
  [undefined, true],
  ['http://localhost:3002', true],
  ['http://localhost:3001', true],
  ['https://ops.example', true],
  ['http://localhost:9000', false],
  ['http://127.0.0.1:3001', false],
  ['https://ops.example.evil.example', false],
  ['https://evil.example', false],
  ['file://', false],
  ['null', false],
])('admits a socket from %s: %s', (origin, admitted) => {
  const gate = createGate({ host: 'localhost', origins: ['https://ops.example/'], ports: [3001, 3002] });

  expect(gate.admits(request('localhost:3002', origin))).toBe(admitted);
});

it.each([
  ['127.0.0.1', [], 'evil.example', false],
  ['127.0.0.1', ['ops.example'], 'Ops.Example:443', true],
  ['0.0.0.0', [], 'anything.example', true],
  ['0.0.0.0', ['ops.example'], 'evil.example', false],
  ['0.0.0.0', ['ops.example'], 'localhost', true],
])('bound to %s with the names %j, knows %s: %s', (host, names, header, known) => {
  expect(createGate({ host, names }).knowsHost(header)).toBe(known);
});
