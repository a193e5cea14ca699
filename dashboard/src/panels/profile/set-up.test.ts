import { expect, it } from 'vitest';
import { qrPath } from './qr-path.ts';
import { secretIn } from './secret-in.ts';

const uri =
  'otpauth://totp/SmartOpsAgent:priya%40harbor.example?secret=JBSWY3DPEHPK3PXP&issuer=SmartOpsAgent';

it('shows the secret of the address for typing', () => {
  expect(secretIn(uri)).toBe('JBSWY3DPEHPK3PXP');
  expect(secretIn('nonsense')).toBe('');
});

it('draws a square code with a finder mark in three of its corners, inside a margin of four', () => {
  const { d, size } = qrPath(uri);
  const far = size - 4 - 7;
  const mark = (x: number, y: number) =>
    Array.from({ length: 7 }, (_, step) => `M${x + step} ${y}h1v1h-1z`).join('');

  expect((size - 8 - 17) % 4).toBe(0);
  for (const [x, y] of [
    [4, 4],
    [far, 4],
    [4, far],
  ] as const)
    expect(d).toContain(mark(x, y));
  expect(d).not.toContain(mark(far, far));
  expect(d).not.toMatch(/M[0-3] /);
});
