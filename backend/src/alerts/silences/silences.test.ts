import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { storedAlert } from '../alert.fixture.ts';
import { matchesGlob } from './glob.ts';
import { previewOf } from './preview.ts';
import { hides, phaseAt, type StoredSilence, silenceOf } from './silence.ts';
import { windowAt } from './window.ts';

const at = (iso: string) => Date.parse(iso);
const is = (name: string, value: string) => ({ name, op: '=', value }) as const;
const not = (name: string, value: string) => ({ name, op: '!=', value }) as const;
const silence = (more: Partial<StoredSilence> = {}): StoredSilence => ({
  id: 's',
  matchers: [is('resource', 'checkout-*')],
  comment: 'rollback',
  startsAt: 0,
  endsAt: null,
  weekly: null,
  exceptCritical: false,
  createdAt: 0,
  createdBy: 'Priya',
  changedAt: null,
  changedBy: null,
  ...more,
});

describe('a pattern', () => {
  it.each([
    ['checkout-api', 'Checkout-API', true],
    ['checkout-*', 'checkout-api', true],
    ['*api', 'checkout-api', true],
    ['*', '', true],
    ['', '', true],
    ['check*out*api', 'checkout-api', true],
    ['checkout', 'checkout-api', false],
    ['a*a', 'a', false],
    ['*.x', 'axx', false],
    ['ch?ckout', 'checkout', false],
  ])('%s holds for %s: %s', (pattern, text, expected) => {
    expect(matchesGlob(pattern, text)).toBe(expected);
  });

  it('finds whatever a text is cut into', () => {
    const part = fc.stringMatching(/^[ab.]{0,4}$/);
    fc.assert(
      fc.property(fc.array(part, { minLength: 1 }), fc.array(part, { minLength: 1 }), (parts, between) => {
        const text = parts.map((one, index) => (index ? (between[index % between.length] ?? '') + one : one));
        expect(matchesGlob(parts.join('*'), text.join(''))).toBe(true);
      }),
    );
  });

  it('takes no longer than the text is long, whatever the pattern', () => {
    expect(matchesGlob(`${'a*'.repeat(100)}b`, 'a'.repeat(100_000))).toBe(false);
  });
});

describe('a silence', () => {
  const alert = storedAlert('a', { labels: { team: 'payments' }, region: null });

  it('hides what all its matchers hold for, by field and label', () => {
    expect(hides(silence(), alert)).toBe(true);
    expect(hides(silence({ matchers: [is('team', 'pay*'), not('severity', 'info')] }), alert)).toBe(true);
    expect(hides(silence({ matchers: [is('team', 'pay*'), is('region', 'eu-*')] }), alert)).toBe(false);
    expect(hides(silence({ matchers: [not('stage', 'production')] }), alert)).toBe(true);
    expect(hides(silence({ matchers: [is('constructor', '*o*')] }), alert)).toBe(false);
    expect(hides(silence({ exceptCritical: true }), alert)).toBe(false);
  });

  it('stays the one that hides an alert while it is active', () => {
    const both = [silence(), silence({ id: 't' })];
    expect(silenceOf(both, alert)).toBe('s');
    expect(silenceOf(both, { ...alert, silenceId: 't' })).toBe('t');
    expect(silenceOf([], { ...alert, silenceId: 't' })).toBeNull();
  });

  it('is active from its beginning up to its end', () => {
    const one = silence({ startsAt: 10, endsAt: 20 });
    expect([9, 10, 19, 20].map((now) => phaseAt(one, now))).toEqual([
      { state: 'waiting', until: 10 },
      { state: 'active', until: 20 },
      { state: 'active', until: 20 },
      { state: 'ended', until: null },
    ]);
  });
});

describe('a weekly window', () => {
  const night = { days: [6], from: '22:00', to: '06:00', zone: 'Europe/Berlin' };

  it('reaches into the next day', () => {
    // 28 November 2026 is a Saturday; Berlin is an hour ahead.
    expect(windowAt(night, at('2026-11-28T20:59:00Z'))).toEqual({
      isOpen: false,
      until: at('2026-11-28T21:00:00Z'),
    });
    expect(windowAt(night, at('2026-11-29T04:59:00Z'))).toEqual({
      isOpen: true,
      until: at('2026-11-29T05:00:00Z'),
    });
    expect(windowAt(night, at('2026-11-29T05:00:00Z'))).toEqual({
      isOpen: false,
      until: at('2026-12-05T21:00:00Z'),
    });
  });

  it('goes by the clocks of its place when they change', () => {
    // 29 March 2026, 02:00 → 03:00; 25 October, 03:00 → 02:00.
    const spring = { ...night, days: [7], from: '01:00', to: '04:00' };
    expect(windowAt(spring, at('2026-03-29T00:30:00Z'))).toEqual({
      isOpen: true,
      until: at('2026-03-29T02:00:00Z'),
    });
    expect(windowAt(spring, at('2026-10-25T00:30:00Z'))).toEqual({
      isOpen: true,
      until: at('2026-10-25T03:00:00Z'),
    });
  });

  it('begins in an hour that the clocks skip when they go on', () => {
    const skipped = { ...night, days: [7], from: '02:30', to: '05:00' };
    expect(windowAt(skipped, at('2026-03-29T01:45:00Z')).isOpen).toBe(true);
  });

  it('is one with the next where they touch', () => {
    const always = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '00:00', zone: 'UTC' };
    expect(windowAt(always, at('2026-11-28T12:00:00Z')).isOpen).toBe(true);
    const two = { ...always, days: [6, 7] };
    expect(windowAt(two, at('2026-11-28T12:00:00Z'))).toEqual({
      isOpen: true,
      until: at('2026-11-30T00:00:00Z'),
    });
  });

  it('says until when, truly: nothing changes before, everything at that moment', () => {
    const days = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
    const clock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
    const text = clock.map((parts) => parts.map((part) => `${part}`.padStart(2, '0')).join(':'));
    const zone = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu');
    const year = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z') });
    fc.assert(
      fc.property(days, text, text, zone, year, (on, from, to, place, now) => {
        const window = { days: on, from, to, zone: place };
        const { isOpen, until } = windowAt(window, now);
        if (!Number.isFinite(until) || until - now > 8 * 86_400_000) return;
        expect(until).toBeGreaterThan(now);
        expect(windowAt(window, until - 1).isOpen).toBe(isOpen);
        if (on.length < 7) expect(windowAt(window, until).isOpen).toBe(!isOpen);
      }),
    );
  });

  it('is over when the silence is', () => {
    const one = silence({ weekly: night, startsAt: 0, endsAt: at('2026-11-29T01:00:00Z') });
    expect(phaseAt(one, at('2026-11-28T23:00:00Z'))).toEqual({
      state: 'active',
      until: at('2026-11-29T01:00:00Z'),
    });
    expect(phaseAt(one, at('2026-11-29T01:00:00Z')).state).toBe('ended');
  });
});

it('shows before it is made what it would hide, and what it lets through', () => {
  const firing = [storedAlert('a'), storedAlert('b', { severity: 'warning' })];
  const inside = storedAlert('c', { severity: 'warning', firedAt: at('2026-11-28T23:00:00Z') });
  const outside = storedAlert('d', { severity: 'warning', firedAt: at('2026-11-28T12:00:00Z') });
  const form = {
    matchers: [is('resource', 'checkout-api')],
    exceptCritical: true,
    weekly: { days: [6], from: '22:00', to: '06:00', zone: 'Europe/Berlin' },
  };

  const { now, told, week } = previewOf(form, { firing, lately: [inside, outside] });

  expect([now, told, week].map((list) => list.map(({ id }) => id))).toEqual([['b'], ['a'], ['c']]);
});
