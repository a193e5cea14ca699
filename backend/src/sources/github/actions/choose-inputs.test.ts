import { describe, expect, it } from 'vitest';
import { chooseInputs, type Goal } from './choose-inputs.ts';
import { readTriggers } from './triggers.ts';

const goal: Goal = {
  version: 'v1.0.0',
  sha: 'b'.repeat(40),
  ref: 'v1.0.0',
  environment: 'production',
  environmentName: 'production',
};
const workflow = (...inputs: string[]) =>
  ['on:', '  push:', '  workflow_dispatch:', '    inputs:', ...inputs.map((line) => `      ${line}`)].join(
    '\n',
  );
const choose = (text: string, more: Partial<Goal> = {}) =>
  chooseInputs(readTriggers(text)?.inputs ?? [], { ...goal, ...more });

describe('what starts a workflow', () => {
  it.each([
    ['on: workflow_dispatch', []],
    ['on: [push, workflow_dispatch]', []],
    ['on:\n  workflow_dispatch:', []],
    ['on:\n  workflow_dispatch:\n    inputs:', []],
    ['"on": { workflow_dispatch: { inputs: { tag: } } }', ['tag']],
    ['on: push', undefined],
    ['on:\n  schedule:\n    - cron: "0 0 * * *"', undefined],
  ])('is read from %j', (text, names) => {
    expect(readTriggers(text)?.inputs?.map(({ name }) => name)).toEqual(names);
  });

  it.each(['', 'jobs: {}', 'on: [', 'on: 3', '- on: push', 'on:\n  workflow_dispatch:\n    inputs: 7'])(
    'is not known from %j',
    (text) => expect(readTriggers(text)).toBeUndefined(),
  );

  it('is not known from a text of a thousand million aliases', () => {
    const lines = Array.from(
      { length: 12 },
      (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at}, `.repeat(9)}1]`,
    );
    expect(readTriggers(['a0: &a0 [1]', ...lines, 'on: *a12'].join('\n'))).toBeUndefined();
  });

  it('may be a GitHub Deployment', () => {
    expect(readTriggers('on: [deployment]')).toEqual({ inputs: undefined, onDeployment: true });
  });
});

describe('the inputs', () => {
  it('say where, what and which commit, and leave the rest to what is usual', () => {
    expect(
      choose(
        workflow(
          'environment: { required: true, type: environment }',
          'version: { required: true }',
          'git_sha: { required: true }',
          'ref: { required: true }',
          'dry_run: { type: boolean, default: false }',
          'notify: { type: boolean, required: true }',
          'reason:',
        ),
      ),
    ).toEqual({
      inputs: { environment: 'production', version: 'v1.0.0', git_sha: 'b'.repeat(40), ref: 'v1.0.0' },
      usual: { dry_run: 'false' },
    });
  });

  it.each([
    ['its own name', 'target_env: { type: choice, options: [staging, production] }', 'production'],
    ['another name for it', 'env: { type: choice, options: [dev, stage, prod] }', 'prod'],
    ['any text', 'environment: { default: staging }', 'production'],
  ])('name the environment by %s, whatever is usual', (_how, line, value) => {
    expect(choose(workflow(line))).toMatchObject({ inputs: { [line.split(':')[0] ?? '']: value } });
  });

  it.each([
    [
      'an environment is not offered',
      'env: { type: choice, options: [dev, staging] }',
      {},
      'offers dev, staging',
    ],
    [
      'two could be meant',
      'env: { type: choice, options: [prod-eu, prod-us] }',
      {},
      'none is plainly production',
    ],
    ['only a person knows', 'ticket: { required: true }', {}, 'asks for ticket'],
    ['it has no version', 'version: { required: true }', { version: undefined }, 'has no version'],
    ['latest would be deployed', 'version: { default: latest }', { version: undefined }, 'has no version'],
    ['its version is not offered', 'version: { type: choice, options: [v2] }', {}, 'does not offer v1.0.0'],
  ])('cannot be said when %s', (_why, line, more, refusal) => {
    expect(choose(workflow(line), more)).toEqual({ refusal: expect.stringContaining(refusal) });
  });
});
