import type { DeployRule, DeployTarget } from '@smartops/contract';

/** A rule that is being written; its key stays with it wherever it moves. */
export interface DraftRule extends DeployRule {
  readonly key: number;
}

export const fields = ['repository', 'workflow', 'branch'] as const;

export const fieldWords: Record<(typeof fields)[number], string> = {
  repository: 'Repository',
  workflow: 'Workflow or its file',
  branch: 'Branch or tag',
};

export const targets = [
  'production',
  'staging',
  'preview',
  'derived',
  'none',
] as const satisfies readonly DeployTarget[];

export const targetWords: Record<DeployTarget, string> = {
  production: 'Deploys to production',
  staging: 'Deploys to staging',
  preview: 'Deploys to preview',
  derived: 'Deploys to what its names say',
  none: 'Is no deployment',
};

export const toDraft = (rules: readonly DeployRule[]): DraftRule[] =>
  rules.map((rule, key) => ({ ...rule, key }));

/** One more at the end, which fits nothing until its workflow is named. */
export function withOneMore(draft: readonly DraftRule[]): DraftRule[] {
  const key = Math.max(-1, ...draft.map((rule) => rule.key)) + 1;
  return [...draft, { key, repository: '*', workflow: '', branch: '*', target: 'production' }];
}

/** The rule at `from` one place up or down; the same where there is none. */
export function withMoved(draft: readonly DraftRule[], from: number, by: -1 | 1): readonly DraftRule[] {
  const [rule, other] = [draft[from], draft[from + by]];
  return rule && other ? draft.with(from, other).with(from + by, rule) : draft;
}

/** As the backend takes them. */
export const toRules = (draft: readonly DraftRule[]): DeployRule[] =>
  draft.map(({ key: _, ...rule }) => ({
    ...rule,
    repository: rule.repository.trim(),
    workflow: rule.workflow.trim(),
    branch: rule.branch.trim(),
  }));

export const isSame = (draft: readonly DraftRule[], saved: readonly DeployRule[]): boolean =>
  draft.length === saved.length &&
  toRules(draft).every((rule, i) =>
    [...fields, 'target' as const].every((field) => rule[field] === saved[i]?.[field]),
  );

/** Those that can be tried: a rule that is still being written says nothing yet. */
export const whole = (draft: readonly DraftRule[]): DraftRule[] =>
  draft.filter((rule) => fields.every((field) => rule[field].trim() !== ''));
