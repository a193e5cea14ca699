import { api } from '@smartops/contract';
import { expect, it } from 'vitest';
import { filterInput, outcomes, shortHash, spans } from './filter.ts';

const now = Date.UTC(2026, 10, 22, 12);

it('asks only for what is narrowed', () => {
  expect(filterInput({ find: ' ', outcome: 'any', span: 'all' }, now)).toEqual({});
  expect(filterInput({ find: ' mei ', outcome: 'refused', span: '24h' }, now)).toEqual({
    find: 'mei',
    outcome: 'refused',
    from: '2026-11-21T12:00:00.000Z',
  });
});

it('asks nothing that the contract does not take', () => {
  for (const outcome of outcomes)
    for (const span of spans)
      expect(api.listAudit.input.safeParse(filterInput({ find: 'x', outcome, span }, now)).success).toBe(
        true,
      );
});

it('shortens a hash so that both ends can be compared', () => {
  expect(shortHash('e41b0000000000000000000007c9')).toBe('e41b…07c9');
});
