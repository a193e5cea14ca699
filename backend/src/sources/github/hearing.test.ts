import { expect, it } from 'vitest';
import { createHearing } from './hearing.ts';

const minute = 60_000;

function world() {
  let now = 1_000 * minute;
  const hearing = createHearing(() => now);
  return { hearing, at: () => now, pass: (minutes: number) => (now += minutes * minute) };
}

it('looks every time at a repository that tells nothing', () => {
  const { hearing } = world();
  hearing.looked('web', []);

  expect(hearing.isDue('web')).toBe(true);
});

it('looks each half an hour at one that tells by itself, and every time again after a silent day', () => {
  const { hearing, pass } = world();
  hearing.heard('web');
  expect(hearing.isDue('web')).toBe(true);
  hearing.looked('web', []);

  pass(29);
  expect(hearing.isDue('web')).toBe(false);
  pass(1);
  expect(hearing.isDue('web')).toBe(true);
  pass(24 * 60);
  hearing.looked('web', []);
  expect(hearing.isDue('web')).toBe(true);
});

it('trusts on while all that is found was told', () => {
  const { hearing, pass, at } = world();
  hearing.heard('web');
  pass(10);
  const run = { id: '7', updated_at: at() };
  hearing.heard('web', { id: '7', updatedAt: at() });
  pass(10);
  hearing.looked('web', [run]);

  expect(hearing.isDue('web')).toBe(false);
});

it('looks every time again once something was found that nobody told', () => {
  const { hearing, pass, at } = world();
  hearing.heard('web');
  pass(10);
  const run = { id: '7', updated_at: at() };
  pass(10);
  hearing.looked('web', [run]);

  expect(hearing.isDue('web')).toBe(true);
});
