import type { Decision, Finding } from '../alert.ts';
import type { Verdict } from './evaluator.ts';
import { fingerprintOf, toFinding } from './finding.ts';
import type { Entry } from './memory.ts';

/** A rule on a series after samples or silence, and the last turn it took meanwhile. */
export interface Turn {
  readonly entry: Entry;
  readonly verdict: Verdict | undefined;
}

/** What began and ended within one batch wakes nobody: only how it stands in the end is told, and only once. */
export function decisionOf({ entry, verdict }: Turn): Decision | undefined {
  const { live, subject, state } = entry;
  if (state.phase === 'firing') {
    const finding = toFinding(live.rule, subject, state);
    const words = wordsOf(finding);
    if (words === entry.told) return undefined;
    entry.told = words;
    return { kind: 'fire', finding };
  }
  entry.told = '';
  if (verdict?.kind !== 'resolve') return undefined;
  return { kind: 'resolve', fingerprint: fingerprintOf(live.rule.id, subject.id), at: verdict.since };
}

const wordsOf = ({ severity, title, message }: Finding) => `${severity}\n${title}\n${message}`;
