import { expect, it } from 'vitest';
import { ConfigError, readConfig } from './index.ts';

const modeOf = (variables: Record<string, string>) => readConfig('/srv/app/backend', variables).authMode;

it.each(['127.0.0.1', '::1', 'localhost', 'LocalHost', '', ' '])(
  'is open on HOST=“%s”, and asks to sign in when told',
  (HOST) => {
    expect(modeOf({ HOST })).toBe('open');
    expect(modeOf({ HOST, AUTH_MODE: 'open' })).toBe('open');
    expect(modeOf({ HOST, AUTH_MODE: 'required' })).toBe('required');
  },
);

it.each([
  '0.0.0.0',
  '::',
  '0',
  '*',
  '::ffff:127.0.0.1',
  '127.0.0.2',
  '127.1',
  '2130706433',
  '0x7f.1',
  '10.0.0.5',
  '192.168.1.20',
  '203.0.113.9',
  'fe80::1',
  '2001:db8::1',
  'ops.example.com',
  'localhost.example.com',
  'localhost.',
  '127.0.0.1.nip.io',
])('asks everybody to sign in on HOST=%s, and refuses to be open there in plain words', (HOST) => {
  expect(modeOf({ HOST })).toBe('required');
  expect(modeOf({ HOST, AUTH_MODE: 'required' })).toBe('required');
  expect(() => modeOf({ HOST, AUTH_MODE: 'open' })).toThrow(ConfigError);
  expect(() => modeOf({ HOST, AUTH_MODE: 'open' })).toThrow(
    `AUTH_MODE=open with HOST=${HOST} would make everybody who reaches this machine its administrator`,
  );
});

it('refuses to be open behind a proxy, where everybody seems to be at this machine', () => {
  expect(() => modeOf({ TRUST_PROXY: '1' })).toThrow('TRUST_PROXY says that a proxy stands in front');
  expect(() => modeOf({ TRUST_PROXY: '1', AUTH_MODE: 'open' })).toThrow(ConfigError);
  expect(modeOf({ TRUST_PROXY: '1', AUTH_MODE: 'required' })).toBe('required');
});

it('wants two people only where people are known', () => {
  expect(() => modeOf({ APPROVAL_TWO_PEOPLE: 'true' })).toThrow('Use AUTH_MODE=required');
  expect(modeOf({ APPROVAL_TWO_PEOPLE: 'true', AUTH_MODE: 'required' })).toBe('required');
});

it.each([
  [{ AUTH_SECRET: 'secret' }, 'AUTH_SECRET: needs 32 characters'],
  [{ AUTH_SECRET: 'changeme' }, 'AUTH_SECRET'],
  [{ PUBLIC_URL: 'ops.example.com' }, 'PUBLIC_URL: is an address such as https://ops.example.com'],
  [{ PUBLIC_URL: 'https://ops.example.com/app' }, 'PUBLIC_URL: has no path'],
  [{ PUBLIC_URL: 'ftp://ops.example.com' }, 'PUBLIC_URL'],
  [{ OIDC_ISSUER: 'https://id.example' }, 'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET together'],
  [{ SMTP_URL: 'smtp://mail.example' }, 'SMTP_URL and MAIL_FROM together'],
  [{ SMTP_URL: 'https://mail.example', MAIL_FROM: 'a@b.c' }, 'SMTP_URL'],
  [{ AUTH_MODE: 'none' }, 'AUTH_MODE'],
])('refuses %o in words that say what to do', (variables, words) => {
  expect(() => modeOf(variables as Record<string, string>)).toThrow(words);
});

it.each([
  [{}, 'http://localhost:3001/'],
  [{ HOST: '::1', PORT: '80' }, 'http://localhost/'],
  [{ HOST: '0.0.0.0' }, 'http://localhost:3001/'],
  [{ HOST: '10.0.0.5' }, 'http://10.0.0.5:3001/'],
  [{ HOST: 'fe80::1' }, 'http://[fe80::1]:3001/'],
  [{ PUBLIC_URL: 'https://ops.example.com' }, 'https://ops.example.com/'],
])('knows where people reach it with %o', (variables, url) => {
  expect(readConfig('/srv/app/backend', variables as Record<string, string>).publicUrl.href).toBe(url);
});
