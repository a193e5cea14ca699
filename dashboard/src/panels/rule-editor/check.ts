import type { RuleSpec } from '@smartops/contract';
import { RuleSpec as Schema } from '@smartops/contract/rule';
import { limitFaults } from '@smartops/contract/rule-faults';
import { config, type z } from 'zod';
import { formatDuration } from '../../format/duration.ts';

// The content policy forbids code made from text, and to try it is to be reported.
config({ jitless: true });

/** What is wrong, by the field's place in the spec: `condition.clear.value`. */
export type Faults = Readonly<Record<string, string>>;

/** The faults of a rule, as the server would find them, in words for whoever writes it. */
export function faultsOf(spec: RuleSpec): Faults {
  const { success, error } = Schema.safeParse(spec);
  const faults = success ? limitFaults(spec.condition) : error.issues.map(toFault);
  // The first that is said of a field is the one to mend.
  return Object.fromEntries(faults.map(({ path, message }) => [path.join('.'), message]).reverse());
}

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
