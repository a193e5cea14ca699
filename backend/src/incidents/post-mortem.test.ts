import { expect, it } from 'vitest';
import { storedAlert } from '../alerts/alert.fixture.ts';
import { toldIncident } from './incident.fixture.ts';
import type { StoredMoment } from './incident.ts';
import { draftPostMortem } from './post-mortem.ts';
import { plain } from './to-markdown.ts';

const start = Date.UTC(2026, 10, 26, 14, 2, 10);
const minute = 60_000;
const moment = (
  minutes: number,
  kind: StoredMoment['kind'],
  text: string,
  more: Partial<StoredMoment> = {},
) => ({
  ...{
    id: `${minutes} ${kind}`,
    at: start + minutes * minute,
    kind,
    text,
    detail: null,
    by: null,
    about: null,
  },
  ...{ url: null, ...more },
});

const incident = toldIncident({
  ...{
    number: 214,
    startedAt: start,
    openedAt: start + minute,
    resolvedAt: start + 23 * minute,
    status: 'resolved',
  },
  ...{ acknowledgement: { by: 'Priya Nair', at: start + 3 * minute }, assignee: 'Priya Nair', alertCount: 1 },
  timeline: [
    moment(-3.5, 'deployment', 'checkout-api v2.31.0 went live in production', {
      detail: 'a41c9e2 · Raise the pool',
    }),
    moment(0, 'alert', 'Alert: checkout-api 5xx rate above 1 %', { detail: '4.8 %' }),
    moment(1, 'opened', 'Incident opened'),
    moment(3, 'status', 'is investigating', { by: 'Priya Nair' }),
    moment(10, 'note', 'Pool errors in the | task logs <b>', { by: 'Priya Nair' }),
    moment(23, 'resolved', 'Resolved by itself'),
  ],
});
const alerts = [storedAlert('a', { startedAt: start, state: 'resolved', resolvedAt: start + 21 * minute })];

it('reads as a draft: what happened, to what, after which change, who did what, and what is open', () => {
  const { markdown, sections } = draftPostMortem({ incident, alerts, now: start + 30 * minute });

  expect(sections.map(({ title }) => title)).toEqual([
    ...['Summary', 'Impact', 'What changed before', 'Cause', 'Response', 'What was done', 'Timeline'],
    ...['Open questions', 'Follow-up'],
  ]);
  expect(markdown).toContain('# INC-214: checkout-api 5xx rate above 1 %');
  expect(markdown).toContain(
    [
      'checkout-api 5xx rate above 1 % (4.8 %, limit 1 %).',
      'It was of severity critical, with 1 alert on 1 resource. It began at 2026-11-26 14:02 UTC and ended at 14:25 UTC, after 23 min.',
      'The incident was opened 1 min after it began; Priya Nair took it 2 min after that.',
    ].join('\n\n'),
  );
  expect(markdown).toContain(
    'To look at first: checkout-api v2.31.0 went live in production, 3 min 30 s before it began.',
  );
  expect(markdown).toContain('| Taken | 14:05:10 | 3 min |');
  expect(markdown).toContain('| checkout-api 5xx rate above 1 % | 4.8 %, limit 1 % | 14:02 UTC | 21 min |');
  expect(markdown).toContain('- checkout-api v2.31.0 went live in production, 3 min 30 s before it began');
  expect(markdown).toContain('- 14:05 UTC: Priya Nair is investigating');
  expect(markdown).toContain('| 14:12:10 | Pool errors in the \\| task logs &lt;b&gt; | Priya Nair |');
  expect(markdown).toContain('It resolved by itself: what ended it, and will it come back?');
});

it('says what is not known instead of leaving it out', () => {
  const bare = toldIncident({ startedAt: start, openedAt: start, affectedServices: [] });
  const { markdown } = draftPostMortem({ incident: bare, alerts: [], now: start + minute });
  expect(markdown).toContain('and has gone on for 1 min so far.');
  expect(markdown).toContain('The incident was opened the moment it began; nobody took it.');
  expect(markdown).toContain('What was affected is not on record.');
  expect(markdown).toContain('Nobody did anything that is on record.');
  expect(markdown).toContain('What set it off?');
});

it('takes what failed to deploy for the trouble itself, not for its cause', () => {
  const failed = toldIncident({
    ...{ startedAt: start, openedAt: start + 66 * minute, affectedServices: ['ledger-worker'] },
    timeline: [
      moment(-30, 'deployment', 'ledger-worker v1 went live in production'),
      moment(-10, 'deployment', 'pricing-service v3 went live in production'),
      moment(0, 'deployment', 'ledger-worker v2 failed to deploy to production'),
    ],
  });
  const { markdown } = draftPostMortem({ incident: failed, alerts: [], now: start + 70 * minute });
  expect(markdown).toContain(
    'To look at first: ledger-worker v1 went live in production, 30 min before it began.',
  );
  expect(markdown).toContain('ledger-worker v2 failed to deploy to production, the moment it began');
  expect(markdown).toContain('It had gone on for 1 h 6 min when the incident was opened');
});

it.each([
  ['<img src=x onerror=alert(1)>', '&lt;img src=x onerror=alert(1)&gt;'],
  ['[click](https://evil.example)', '\\[click\\](https&#58;//evil.example)'],
  ['**bold** `code` ~~gone~~', '\\*\\*bold\\*\\* \\`code\\` \\~\\~gone\\~\\~'],
  ['# heading\n- item', '\\# heading - item'],
  ['1. first', '1\\. first'],
  ['DB_POOL_MAX is _low_', 'DB_POOL_MAX is \\_low\\_'],
  ['@everyone | see www.evil.example', '&#64;everyone \\| see www&#46;evil.example'],
  ['4.8 % of 1,200', '4.8 % of 1,200'],
])('shows what strangers wrote as they wrote it: %s', (text, shown) => {
  expect(plain(text)).toBe(shown);
});
