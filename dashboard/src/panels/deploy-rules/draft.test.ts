import { expect, it } from 'vitest';
import { isSame, toDraft, toRules, whole, withMoved, withOneMore } from './draft.ts';

const rule = (workflow: string) => ({
  ...{ repository: '*', workflow, branch: '*', target: 'staging' as const },
});
const saved = [rule('a'), rule('b'), rule('c')];
const names = (draft: readonly { workflow: string }[]) => draft.map(({ workflow }) => workflow).join('');

it('moves a rule up and down, and none beyond the ends', () => {
  const draft = toDraft(saved);

  expect(names(withMoved(draft, 2, -1))).toBe('acb');
  expect(names(withMoved(draft, 0, 1))).toBe('bac');
  expect(withMoved(draft, 0, -1)).toBe(draft);
  expect(withMoved(draft, 2, 1)).toBe(draft);
});

it('gives a new rule a key that no other has, also after some are gone', () => {
  const draft = withOneMore(withMoved(toDraft(saved), 0, 1).slice(1));

  expect(new Set(draft.map(({ key }) => key)).size).toBe(3);
});

it('tries no rule before all of it is written', () => {
  expect(whole(withOneMore(toDraft(saved)))).toHaveLength(3);
});

it('knows what is as it was saved, whatever stands around it', () => {
  expect(isSame(toDraft(saved), saved)).toBe(true);
  expect(isSame(toDraft([rule(' a '), rule('b'), rule('c')]), saved)).toBe(true);
  expect(isSame(withMoved(toDraft(saved), 0, 1), saved)).toBe(false);
  expect(isSame(toDraft(saved.slice(1)), saved)).toBe(false);
  expect(toRules(toDraft(saved))).toEqual(saved);
});
