import type { Me, Notice } from '@smartops/contract';
import { expect, it } from 'vitest';
import { noticesFor } from './own-notices.ts';
import { badgeOf } from './to-do.ts';

const notice = (id: string, more: Partial<Notice> = {}) => ({ id, by: null, to: null, ...more }) as Notice;
const notices = [
  notice('system'),
  notice('ada did', { by: { id: 'ada', name: 'Ada' } }),
  notice('bo gave ada', { by: { id: 'bo', name: 'Bo' }, to: 'ada' }),
  notice('somebody at the machine', { by: { id: null, name: 'You' } }),
];
const heard = (me: object | undefined) => noticesFor(notices, me as Me | undefined).map(({ id }) => id);

it('rings for what others did, and for what is for nobody else', () => {
  expect(heard({ kind: 'person', id: 'ada' })).toEqual(['system', 'bo gave ada', 'somebody at the machine']);
  expect(heard({ kind: 'person', id: 'bo' })).toEqual(['system', 'ada did', 'somebody at the machine']);
  expect(heard({ kind: 'loopback', id: 'loopback' })).toEqual(['system', 'ada did']);
});

it('has room for two digits', () => {
  expect([badgeOf(7), badgeOf(99), badgeOf(100)]).toEqual(['7', '99', '99+']);
});
