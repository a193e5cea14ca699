import type { Rule } from '@smartops/contract';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { copyAddress, newRuleAddress, ruleAddress } from '../../facts/rule-address.ts';
import { switchRule } from '../../live/act-on-rules.ts';
import { useKeys } from '../../ui/use-keys.ts';
import { findRulesId } from './filters.tsx';

interface RuleKeys {
  readonly rules: readonly Rule[];
  readonly mayChange: boolean;
  readonly remove: (rule: Rule) => void;
  readonly showHistory: (id: string) => void;
}

/** The list by keyboard: keys act on the line that is marked. */
export function useRuleKeys({ rules, mayChange, remove, showHistory }: RuleKeys) {
  const router = useRouter();
  const [current, setCurrent] = useState<string>();
  const [help, setHelp] = useState(false);
  const at = rules.findIndex(({ id }) => id === current);
  const marked = rules[at];
  const step = (by: 1 | -1) => {
    const next = rules[Math.min(rules.length - 1, Math.max(0, at === -1 ? 0 : at + by))];
    setCurrent(next?.id);
  };
  const on = (run: (rule: Rule) => void) => () => {
    if (marked) run(marked);
  };
  const changing = (run: (rule: Rule) => void) => on((rule) => mayChange && run(rule));
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    o: on(({ id }) => router.push(ruleAddress(id))),
    e: on(({ id }) => router.push(ruleAddress(id))),
    c: changing(({ id }) => router.push(copyAddress(id))),
    s: changing((rule) => void switchRule(rule, !rule.spec.enabled)),
    h: on(({ id }) => showHistory(id)),
    d: changing(remove),
    n: () => mayChange && router.push(newRuleAddress({ new: 'threshold' })),
    '/': () => document.getElementById(findRulesId)?.focus(),
    '?': () => setHelp(true),
  });
  return { current, setCurrent, help, closeHelp: () => setHelp(false) };
}
