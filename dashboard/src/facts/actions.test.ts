import type { Action, ActionStatus, Me } from '@smartops/contract';
import { expect, it } from 'vitest';
import { approvalBy, doingWords, laterOf, ownNews, statusNow, underWay } from './actions.ts';

const now = Date.parse('2026-11-22T14:00:00Z');
const iso = (at: number) => new Date(at).toISOString();

function action(status: ActionStatus, more: Partial<Action> = {}): Action {
  return {
    id: 'a',
    kind: 'rollback',
    risk: 'medium',
    status,
    target: { kind: 'deployment', id: 'd', name: 'checkout-api', environment: 'production' },
    summary: { title: '', does: '', verifies: '', facts: [], compareUrl: null },
    confirmation: 'checkout-api',
    needsSecondPerson: false,
    proposed: { by: 'Ada Park', id: 'ada', at: iso(now - 60_000) },
    sent: null,
    approved: status === 'proposed' ? null : { by: 'Ada Park', id: 'ada', at: iso(now - 50_000) },
    rejected: null,
    expiresAt: iso(now + 60_000),
    finishedAt: null,
    steps: [],
    pipelineId: null,
    source: 'github:demo',
    demo: true,
    ...more,
  };
}

const person = (more: Partial<Me>) =>
  ({ kind: 'person', id: 'ada', name: 'Ada Park', role: 'operator', approver: false, ...more }) as Me;
const step = { at: iso(now), text: 'v2.30.4 is on its way to production', url: null };

it('asks for the typed name in production and for a click elsewhere', () => {
  expect(approvalBy(person({ approver: true }), action('proposed'))).toBe('type');
  expect(approvalBy(person({ role: 'admin' }), action('proposed'))).toBe('type');
  expect(approvalBy(person({}), action('proposed', { confirmation: null }))).toBe('click');
});

it('lets nobody approve who may not', () => {
  expect(approvalBy(person({}), action('proposed'))).toBe('approver');
  expect(approvalBy(person({ role: 'viewer', approver: true }), action('proposed'))).toBe('viewer');
});

it('lets nobody approve alone what needs two', () => {
  const two = action('proposed', { needsSecondPerson: true });
  expect(approvalBy(person({ role: 'admin' }), two)).toBe('second-person');
  expect(approvalBy(person({ role: 'admin', id: 'mei' }), two)).toBe('type');
});

it('calls a proposal expired from the moment on that it names', () => {
  expect(statusNow(action('proposed'), now)).toBe('proposed');
  expect(statusNow(action('proposed'), now + 60_000)).toBe('expired');
  expect(statusNow(action('running'), now + 60_000)).toBe('running');
});

it('never shows an earlier report after a later one', () => {
  const [proposed, approved, watched] = [action('proposed'), action('approved'), action('verifying')];
  const noted = action('verifying', { steps: [step] });
  expect(laterOf(proposed, approved)).toBe(approved);
  expect(laterOf(approved, proposed)).toBe(approved);
  expect(laterOf(noted, watched)).toBe(noted);
  expect(laterOf(noted, action('failed'))).toMatchObject({ status: 'failed' });
});

it('says what is being done to what', () => {
  expect(doingWords(action('running'))).toBe('Rolling checkout-api back');
});

it('tells people of what they began, while it goes on and a moment longer', () => {
  const ended = (ms: number) => action('succeeded', { finishedAt: iso(now - ms) });
  const all = [action('proposed'), action('running'), ended(5_000), ended(60_000), action('rejected')];
  expect(ownNews(all, person({}), now).map(({ status }) => status)).toEqual(['running', 'succeeded']);
  expect(ownNews(all, person({ id: 'mei' }), now)).toEqual([]);
});

it('lists what waits before what goes on, and neither what expired nor what was turned down', () => {
  const late = action('proposed', { expiresAt: iso(now) });
  const failed = action('failed', { finishedAt: iso(now - 60_000) });
  const rejected = action('rejected', { finishedAt: iso(now - 60_000), approved: null });
  const old = (status: ActionStatus) => action(status, { finishedAt: iso(now - 180_000) });
  const all = [
    action('verifying'),
    late,
    rejected,
    failed,
    old('failed'),
    old('unknown'),
    action('proposed', { id: 'read by its proposer' }),
    action('proposed', { sent: { by: 'Ada Park', id: 'ada', at: iso(now) } }),
  ];
  expect(underWay(all, now).map(({ status }) => status)).toEqual([
    'proposed',
    'verifying',
    'failed',
    'unknown',
  ]);
});
