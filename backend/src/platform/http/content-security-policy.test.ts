import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { contentSecurityPolicy, withSocketsTo } from './content-security-policy.ts';

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

it('allows the inline scripts of the page and no others', () => {
  const policy = contentSecurityPolicy(
    '<script>a()</script><script src="/x.js" async=""></script><script id="y">\nb()\n</script>',
  );

  expect(policy).toContain(`script-src 'self' ${hash('a()')} ${hash('\nb()\n')};`);
  expect(policy).not.toContain('unsafe');
});

it('allows sockets to its own host, and no host can add to the policy', () => {
  const policy = contentSecurityPolicy('', ['https://api.example']);

  expect(withSocketsTo('[::1]:3001', policy)).toContain(
    "connect-src 'self' ws://[::1]:3001 wss://[::1]:3001 https://api.example;",
  );
  expect(withSocketsTo('x; script-src *', policy)).toBe(policy);
});
