import type { Rule } from '@smartops/contract';
import { useEffect, useRef } from 'react';
import { RuleRow } from './rule-row.tsx';

interface RuleTableProps {
  rules: readonly Rule[];
  current: string | undefined;
  mayChange: boolean;
  onMark: (id: string) => void;
  onDelete: (rule: Rule) => void;
  onHistory: (id: string) => void;
}

export function RuleTable({ rules, current, mayChange, onMark, onDelete, onHistory }: RuleTableProps) {
  const list = useRef<HTMLUListElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another current one scrolls.
  useEffect(() => {
    list.current?.querySelector('.is-current')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <div>
      <div className="rl-row rl-heads" aria-hidden>
        <span>On</span>
        <span>Rule</span>
        <span>Severity</span>
        <span className="r">Watches</span>
        <span className="r">Firing</span>
        <span>Changed</span>
        <span />
      </div>
      <ul ref={list} aria-label="Rules">
        {rules.map((rule) => (
          <RuleRow
            key={rule.id}
            rule={rule}
            isCurrent={rule.id === current}
            {...{ mayChange, onMark, onDelete, onHistory }}
          />
        ))}
      </ul>
    </div>
  );
}
