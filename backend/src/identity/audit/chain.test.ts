import fc from 'fast-check';
import { expect, it } from 'vitest';
import { attempt } from './attempt.fixture.ts';
import { genesis, hashOf, version } from './chain.ts';
import { storable } from './storable.ts';

const row = (more = {}) => ({
  ...storable(attempt(more)),
  workspace: 'default',
  seq: 1,
  version,
  previousHash: genesis('default'),
});

it('never changes how a row is encoded without a new version', () => {
  expect(version).toBe(1);
  expect(genesis('default')).toBe('813dc58f349aa368925e8454c0aa0c83f276335418e9d922b6d6cd6be00888f6');
  expect(hashOf(row())).toBe('50efa7c42efdcf085557b5e5b5f266e5bcdbb196e077b1a226ab82d9966d231e');
});

it('begins every workspace differently', () => {
  expect(genesis('a')).not.toBe(genesis('b'));
});

it('hashes every field', () => {
  const { actor, ...fields } = row();
  const changed = [
    ...Object.keys(fields).map((name) => ({ ...row(), [name]: 'x' })),
    ...Object.keys(actor).map((name) => ({ ...row(), actor: { ...actor, [name]: 'x' } })),
  ];

  expect(changed).toHaveLength(15);
  expect(new Set([row(), ...changed].map(hashOf)).size).toBe(16);
});

it('cannot be made to agree by moving text from one field to the next', () => {
  const texts = fc.tuple(fc.string(), fc.string(), fc.string());
  const hash = ([target, reason, address]: [string, string, string]) =>
    hashOf({ ...row(), target, reason, address });

  fc.assert(
    fc.property(texts, texts, (a, b) => {
      expect(hash(a) === hash(b)).toBe(a.every((text, i) => text === b[i]));
    }),
  );
});

it('does not depend on the order in which detail was written', () => {
  expect(hashOf({ ...row(), detail: { a: { c: 1, d: 2 }, b: [1, 2] } })).toBe(
    hashOf({ ...row(), detail: { b: [1, 2], a: { d: 2, c: 1 } } }),
  );
});

it('keeps secrets out and stays small, whatever a stranger sends', () => {
  const token = `ghp_${'a'.repeat(36)}`;
  const { actor, target, reason, detail } = storable(
    attempt({
      actor: { kind: 'anonymous', id: null, name: 'x'.repeat(1e6) },
      target: `repo with ${token}`,
      reason: 'null \0 and half a pair \ud800',
      detail: { password: 'hunter2', nested: [token], long: 'y'.repeat(1e6) },
    }),
  );

  expect(actor.name).toHaveLength(1_000);
  expect(target).toBe('repo with [redacted]');
  expect(reason).toBe('null \uFFFD and half a pair \uFFFD');
  expect(JSON.stringify(detail)).not.toMatch(/hunter2|ghp_/);
  expect(detail).toEqual({ omitted: expect.stringMatching(/^1\d{6} characters$/) });
  expect(storable(attempt({ detail: { password: 'hunter2' } })).detail).toEqual({ password: '[redacted]' });
});
