import { describe, expect, it } from 'vitest';
import { chooseTarget, type Version } from './choose-target.ts';

const version = (id: string, went: Version['went'] = 'well', more: Partial<Version> = {}): Version => ({
  ...{ id, went, sha: `sha-${id}`, name: `v${id}`, runId: `run-of-${id}` },
  ...more,
});

describe('where to go back to', () => {
  it('is the last one before it that worked, past those that failed and those of the same commit', () => {
    const history = [
      version('5'),
      version('4', 'badly'),
      version('3', 'well', { sha: 'sha-5' }),
      version('2'),
      version('1'),
    ];
    expect(chooseTarget(history, '5')).toMatchObject({ from: { id: '5' }, to: { id: '2' } });
  });

  it('is what is live already, from a deployment that failed', () => {
    expect(chooseTarget([version('5', 'badly'), version('4')], '5')).toMatchObject({ to: { id: '4' } });
  });

  it('does not mind attempts after it that failed', () => {
    expect(chooseTarget([version('6', 'badly'), version('5'), version('4')], '5')).toMatchObject({
      to: { id: '4' },
    });
  });

  it.each([
    ['it is not listed any more', [version('4')], 'no longer lists'],
    ['nothing was ever deployed', [], 'no longer lists'],
    ['there is nothing before it', [version('5')], 'nothing to go back to'],
    ['nothing before it worked', [version('5'), version('4', 'badly')], 'nothing to go back to'],
    [
      'all before it was the same commit',
      [version('5'), version('4', 'well', { sha: 'sha-5' })],
      'nothing to go back to',
    ],
    ['it is still going', [version('5', 'going'), version('4')], 'still going'],
    ['another one is going', [version('6', 'going'), version('5'), version('4')], 'v6 is being deployed'],
    ['a later one worked', [version('6'), version('5'), version('4')], 'v6 was deployed after it'],
    [
      'no workflow deployed the earlier one',
      [version('5'), version('4', 'well', { runId: null })],
      'not deployed by a workflow',
    ],
  ])('is nowhere when %s', (_why, history, refusal) => {
    expect(chooseTarget(history, '5')).toEqual({ refusal: expect.stringContaining(refusal) });
  });
});
