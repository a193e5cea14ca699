import './without-eval.ts';

import type { RuleSpec } from '@smartops/contract';
import { RuleSpec as Schema } from '@smartops/contract/rule';
import { limitFaults } from '@smartops/contract/rule-faults';
import type { z } from 'zod';
import { formatDuration } from '../../format/duration.ts';

/** What is wrong, by the field's place in the spec: `condition.clear.value`. */
export type Faults = Readonly<Record<string, string>>;

/** A rule, and what is wrong with it as the server would find it, in words for whoever writes it. */
export function check(value: unknown): { readonly spec: RuleSpec | undefined; readonly faults: Faults } {
  const { success, data, error } = Schema.safeParse(value);
  const faults = success ? limitFaults(data.condition) : error.issues.map(toFault);
  return {
    spec: data,
    // The first that is said of a field is the one to mend.
    faults: Object.fromEntries(faults.map(({ path, message }) => [path.join('.'), message]).reverse()),
  };
}

export const faultsOf = (spec: RuleSpec): Faults => check(spec).faults;

const toFault = (issue: z.core.$ZodIssue) => {
  const path = issue.path.map(String);
  return { path, message: sentenceOf(path, issue) };
};

function sentenceOf(path: readonly string[], issue: z.core.$ZodIssue): string {
  const [first] = path;
  const last = path.at(-1) ?? '';
  if (first === 'name') return issue.code === 'too_big' ? 'At most 120 letters' : 'Give it a name';
  if (first === 'runbook') return 'An address that begins with https:// or http://';
  if (first === 'labels')
    return issue.code === 'invalid_key'
      ? 'Names hold letters, digits and _, and no digit first'
      : 'At most 200 letters';
  if (last === 'metric') return 'Choose what it reads';
  if (last.endsWith('Ms')) return durationSentence(issue);
  if (issue.code === 'custom') return issue.message;
  if (issue.code === 'invalid_type') return 'A number is needed';
  if (issue.code === 'too_small') return `${issue.inclusive ? 'At least' : 'More than'} ${issue.minimum}`;
  if (issue.code === 'too_big') return `At most ${issue.maximum}`;
  return issue.message;
}

function durationSentence(issue: z.core.$ZodIssue): string {
  if (issue.code === 'too_small') return `At least ${formatDuration(Number(issue.minimum))}`;
  if (issue.code === 'too_big') return `At most ${formatDuration(Number(issue.maximum))}`;
  return 'A number is needed';
}

/** What the server said of a spec that was sent, by the same places. */
export const fromServer = (fields: Readonly<Record<string, string>>): Faults =>
  Object.fromEntries(Object.entries(fields).map(([path, message]) => [path.replace(/^spec\./, ''), message]));
