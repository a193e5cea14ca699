import { describe, expect, it } from 'vitest';
import { formatAge, isStale } from './age.ts';
import { formatDelta } from './delta.ts';
import { formatDuration, formatShort, formatSpan } from './duration.ts';
import { formatCount, formatNumber, plural } from './number.ts';
import { formatClock, formatMoment } from './time.ts';
import { formatValue, toAmount } from './value.ts';

const plain = (text: string | undefined) => text?.replaceAll('\u00a0', ' ');
const s = 1_000;
const min = 60 * s;
const h = 60 * min;
const d = 24 * h;

describe('numbers', () => {
  it.each([
    [0.384, '0.38'],
    [4.818, '4.82'],
    [41.34, '41.3'],
    [41.02, '41.0'],
    [85, '85'],
    [212.4, '212'],
    [1184, '1,184'],
    [-6.1, '−6.10'],
  ])('shows %d with decimals by its size', (value, text) => expect(formatNumber(value)).toBe(text));

  it('writes blocks with commas and the unknown as a dash', () => {
    expect([formatCount(25_184_306), formatCount(null)]).toEqual(['25,184,306', '—']);
  });

  it('counts one as one', () => {
    expect([plural(1, 'alert'), plural(2, 'alert')].map(plain)).toEqual(['1 alert', '2 alerts']);
  });
});

describe('values', () => {
  it.each([
    [999, 'ms', '999 ms'],
    [2410, 'ms', '2.41 s'],
    [252_000, 'ms', '4.20 min'],
    [227_633_266_688, 'B', '212 GiB'],
    [1536, 'B/s', '1.50 KiB/s'],
    [41.24, 'gwei', '41.2 gwei'],
    [31, 'gwei', '31.0 gwei'],
    [1184, '/min', '1,184 /min'],
    [9640, '', '9,640'],
  ])('shows %d %s as people say it', (value, unit, text) =>
    expect(plain(formatValue(value, unit))).toBe(text),
  );

  it('never shows the unknown as zero, nor gives it a unit', () => {
    expect([formatValue(null, '%'), formatValue('—', '%'), formatValue(undefined, 'ms')]).toEqual([
      '—',
      '—',
      '—',
    ]);
    expect(toAmount('—', '%')).toEqual({ amount: '—', unit: '' });
  });
});

describe('durations', () => {
  it.each([
    [0, '0 s'],
    [47 * s, '47 s'],
    [4 * min + 12 * s, '4 min 12 s'],
    [3 * h + 12 * min + 9 * s, '3 h 12 min'],
    [6 * d + 4 * h, '6 d 4 h'],
    [2 * h + 5 * s, '2 h'],
  ])('names the two largest parts of %d ms', (ms, text) => expect(plain(formatDuration(ms))).toBe(text));

  it('drops seconds once they no longer matter', () => {
    expect(
      [3 * min + 30 * s, 23 * min + 12 * s, 3 * h + 12 * min].map((ms) => plain(formatSpan(ms))),
    ).toEqual(['3 min 30 s', '23 min', '3 h 12 min']);
    expect(plain(formatShort(38 * min + 59 * s))).toBe('38 min');
  });
});

describe('ages', () => {
  it('turn from ago to old when past twice the interval', () => {
    expect([60, 61].map((age) => plain(formatAge(0, age * s, 30 * s)))).toEqual(['1 min ago', '1 min old']);
    expect([isStale(0, 30 * s, 60 * s), isStale(0, 30 * s, 60 * s + 1)]).toEqual([false, true]);
  });

  it('are a dash when nothing was ever read, and now when clocks disagree', () => {
    expect([formatAge(null, 0), formatAge(5 * s, 0)]).toEqual(['—', 'just now']);
  });
});

describe('changes', () => {
  it.each([
    [4.82, 0.38, '%', '+4.44 pts'],
    [1184, 1261, '/min', '−6.1 %'],
    [2410, 630, 'ms', '+1.78 s'],
    [50, 50, '%', '0 pts'],
    [0, 0, '', '0 %'],
    [3, 0, '', undefined],
    [4.82, null, '%', undefined],
    ['—', 3, '%', undefined],
  ])('from %s after %s in %s', (value, previous, unit, text) =>
    expect(plain(formatDelta(value, previous, unit))).toBe(text),
  );
});

describe('times', () => {
  it('say the day once it is not the last one', () => {
    const at = new Date(2026, 10, 22, 14, 2, 10).getTime();
    expect(formatClock(at)).toBe('14:02:10');
    expect([formatMoment(at, at + h), formatMoment(at, at + 2 * d)]).toEqual(['14:02', '22 Nov 14:02']);
  });
});
