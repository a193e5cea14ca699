import type { Rule } from '@smartops/contract';
import { ruleWords } from '../../facts/rule-words.ts';
import { plural } from '../../format/number.ts';
import { deleteRule } from '../../live/act-on-rules.ts';
import { Confirm } from '../../ui/confirm.tsx';

/** Says how many alerts end. */
export function DeleteDialog({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const { spec, firing } = rule;
  return (
    <Confirm
      title={`Delete “${spec.name}”?`}
      act="Delete rule"
      keep="Keep it"
      run={() => deleteRule(rule)}
      onClose={onClose}
    >
      <p>{ruleWords(spec)}.</p>
      <p>
        {firing > 0
          ? `${plural(firing, 'alert')} that ${firing === 1 ? 'fires' : 'fire'} by it ${firing === 1 ? 'ends' : 'end'} now.`
          : 'No alert fires by it now.'}{' '}
        Nobody is told about this any more.
      </p>
      <p className="text-fg-2">Every version is kept: it can be restored from the tab Deleted.</p>
    </Confirm>
  );
}
