import { expect, it } from 'vitest';
import { locateBackend, type PageFacts } from './backend.ts';

const locate = (facts: Partial<PageFacts>) =>
  locateBackend({
    told: undefined,
    builtApi: undefined,
    builtSocket: undefined,
    builtAuth: undefined,
    origin: 'https://ops.example',
    ...facts,
  });

it('asks the own origin when nobody says otherwise', () => {
  expect(locate({})).toEqual({
    api: 'https://ops.example/api',
    auth: 'https://ops.example/api/auth',
    socket: 'wss://ops.example/ws',
  });
});

it.each([
  'https://api.example',
  'https://api.example/',
  'https://api.example/api',
  'https://api.example/api/',
])('takes %s for the same backend', (builtApi) => {
  expect(locate({ builtApi })).toEqual({
    api: 'https://api.example/api',
    auth: 'https://api.example/api/auth',
    socket: 'wss://api.example/ws',
  });
});

it('keeps a path before the api', () => {
  expect(locate({ builtApi: 'https://example.com/ops/api' })).toEqual({
    api: 'https://example.com/ops/api',
    auth: 'https://example.com/ops/api/auth',
    socket: 'wss://example.com/ops/ws',
  });
});

it('lets the socket live elsewhere, written as http or as ws', () => {
  const builtApi = 'https://api.example/api';
  expect(locate({ builtApi, builtSocket: 'wss://live.example/ws' }).socket).toBe('wss://live.example/ws');
  expect(locate({ builtApi, builtSocket: 'http://live.example/ws' }).socket).toBe('ws://live.example/ws');
});

it('believes the page before the build, for both addresses', () => {
  expect(locate({ told: 'http://10.0.0.1:4000', builtApi: 'https://x', builtSocket: 'wss://y/ws' })).toEqual({
    api: 'http://10.0.0.1:4000/api',
    auth: 'http://10.0.0.1:4000/api/auth',
    socket: 'ws://10.0.0.1:4000/ws',
  });
});

it('finds the stream on the port of the api although only the host was named', () => {
  const builtApi = 'https://api.example/api';
  expect(locate({ builtApi, builtSocket: 'wss://api.example' }).socket).toBe('wss://api.example/ws');
  expect(locate({ builtApi, builtSocket: 'wss://api.example:3002' }).socket).toBe('wss://api.example:3002/');
});

it.each(['https://id.example', 'https://id.example/api', 'https://id.example/api/auth/'])(
  'signs in at %s although the api lives elsewhere, unless the page was told where all of it is',
  (builtAuth) => {
    expect(locate({ builtApi: 'https://api.example', builtAuth })).toMatchObject({
      api: 'https://api.example/api',
      auth: 'https://id.example/api/auth',
    });
    expect(locate({ told: 'https://all.example', builtAuth }).auth).toBe('https://all.example/api/auth');
  },
);
