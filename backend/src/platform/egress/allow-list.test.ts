import { expect, it } from 'vitest';
import { parseAllowList } from './allow-list.ts';

const list = parseAllowList([
  '10.1.0.0/16',
  '192.168.7.9',
  'fd12:3456::/32',
  'Hooks.Internal.',
  'xn--bcher-kva.example',
]);

it.each([
  ['x.example', '10.1.255.255', true],
  ['x.example', '::ffff:10.1.2.3', true],
  ['192.168.7.9', '192.168.7.9', true],
  ['x.example', 'fd12:3456:7::1', true],
  ['hooks.internal', '172.16.0.1', true],
  ['HOOKS.internal.', '127.0.0.1', true],
  ['xn--bcher-kva.example', '10.9.9.9', true],
  ['x.example', '10.2.0.1', false],
  ['192.168.7.9', '192.168.7.8', false],
  ['evil-hooks.internal', '10.2.0.1', false],
  ['hooks.internal.evil.example', '10.2.0.1', false],
  ['x.example', '64:ff9b::10.1.0.1', false],
  ['x.example', '', false],
])('lets %s at %s be called: %s', (host, address, expected) => {
  expect(list.allows(host, address)).toBe(expected);
});

it.each([
  '10.0.0.0/33',
  '10.0.0.0/',
  '10.0.0.0/-1',
  '10.0.0.0/8/8',
  'fd00::/129',
  'fe80::1%eth0',
  '10.0.0',
  '2130706433',
  '0x7f.1',
  'http://hooks.internal',
  'hooks.internal:8080',
  'user@hooks.internal',
  '*.internal',
  'a b',
  '[::1]',
  '',
])('says of %j what to write instead', (entry) => {
  expect(() => parseAllowList([entry])).toThrow(`${entry} is neither a host name, an address nor a range`);
});
