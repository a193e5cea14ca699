import { expect, it } from 'vitest';
import { webLink } from './web-link.ts';

it.each(['https://shop.example/', 'http://127.0.0.1:4100/runs/7?a=b#c', 'https://[2001:db8::7]/x'])(
  'lets people follow %s',
  (text) => {
    expect(webLink(` ${text}\n`)).toBe(text);
  },
);

it.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' \u0001javascript:alert(1)',
  'java\tscript:alert(1)',
  'java\nscript:alert(1)',
  'javascript://shop.example/%0aalert(1)',
  'data:text/html,<script>alert(1)</script>',
  'data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==',
  'vbscript:msgbox(1)',
  'blob:https://shop.example/1',
  'file:///etc/passwd',
  'view-source:https://shop.example',
  'filesystem:https://shop.example/t/x',
  'about:blank',
  'mailto:ops@shop.example',
  'ws://shop.example',
  'https://github.com@evil.example/',
  'https://:pass@evil.example/',
  '//evil.example',
  '/api/alerts',
  'not an address',
  `https://shop.example/${'a'.repeat(2_000)}`,
  '',
  null,
  undefined,
])('lets nobody follow %j', (text) => {
  expect(webLink(text)).toBeNull();
});
