import type { Rule } from '@smartops/contract';
import { memo } from 'react';
import { severityLook, severityWord } from '../../facts/looks.ts';
import { alertsOfRule, ruleAddress } from '../../facts/rule-address.ts';
import { ruleWords } from '../../facts/rule-words.ts';
import { formatCount, plural, unknown } from '../../format/number.ts';
import { formatExact, formatMoment } from '../../format/time.ts';
import { switchRule } from '../../live/act-on-rules.ts';
import { useNow } from '../../ui/clock.ts';
import { Glyph, Status } from '../../ui/glyph.tsx';
import { Menu } from '../../ui/menu.tsx';
import { PageLink } from '../../ui/page-link.tsx';
import { Switch } from '../../ui/switch.tsx';
import { ruleItems, viewersOnly } from './rule-items.tsx';

export interface RuleRowProps {
  rule: Rule;
  isCurrent: boolean;
  mayChange: boolean;
  onMark: (id: string) => void;
  onDelete: (rule: Rule) => void;
  onHistory: (id: string) => void;
}

/** One rule: whether it is on, what it watches and how it stands. */
export const RuleRow = memo(function RuleRow(props: RuleRowProps) {
  const { rule, isCurrent, mayChange, onMark, onDelete, onHistory } = props;
  const { id, spec, problem } = rule;
  const { name, enabled, severity } = spec;
  const words = ruleWords(spec);
  return (
    <li
      className={`rl-row${isCurrent ? ' is-current' : ''}${enabled ? '' : ' is-off'}${rule.firing > 0 ? '' : ' is-calm'}`}
      aria-label={name}
      onFocus={() => onMark(id)}
    >
      <span className="rl-on">
        <Switch
          label={`${name}: on`}
          on={enabled}
          locked={mayChange ? undefined : viewersOnly}
          onChange={(on) => void switchRule(rule, on)}
        />
      </span>
      <span className="rl-what">
        <PageLink className="row-open rl-name" href={ruleAddress(id)} aria-current={isCurrent || undefined}>
          {name}
        </PageLink>
        {words !== name && <span className="rl-words">{words}</span>}
        {problem && (
          <span className="rl-problem">
            <Glyph look="unknown" />
            {problem}
          </span>
        )}
        <span className="rl-words tab:hidden">
          {severityWord[severity]} · {watchWords(rule)}
          {rule.firing > 0 && ` · ${plural(rule.firing, 'alert')}`}
        </span>
      </span>
      <span className="max-tab:hidden">
        <Status look={severityLook[severity]}>{severityWord[severity]}</Status>
      </span>
      <span className="r max-tab:hidden" title={watchWords(rule)}>
        {formatCount(rule.matches)}
      </span>
      <span className="r max-tab:hidden">
        <Firing rule={rule} />
      </span>
      <Changed rule={rule} />
      <span className="rl-menu">
        <Menu
          label={`${name}: menu`}
          caption={mayChange ? undefined : viewersOnly}
          items={ruleItems(rule, { mayChange, onDelete, onHistory })}
        />
      </span>
    </li>
  );
});

const watchWords = ({ matches, spec }: Rule): string => {
  const verb = spec.enabled ? 'watches' : 'would watch';
  return matches === 0 ? `${verb} nothing now` : `${verb} ${plural(matches, 'thing')}`;
};

function Firing({ rule: { id, firing, matches, spec } }: { rule: Rule }) {
  const calm = matches === 0 ? unknown : 'quiet';
  if (firing === 0) return <span className="text-fg-3">{spec.enabled ? calm : 'off'}</span>;
  return (
    <PageLink
      className="link rl-link"
      href={alertsOfRule(id)}
      aria-label={`${plural(firing, 'alert')} of ${spec.name}`}
    >
      {plural(firing, 'alert')}
    </PageLink>
  );
}

const originWord: Record<Rule['origin'], string> = {
  catalogue: 'built in',
  person: 'written here',
  file: 'from a file',
};

function Changed({ rule: { updatedAt, updatedBy, version, origin } }: { rule: Rule }) {
  const now = useNow(60_000);
  const at = Date.parse(updatedAt);
  const isAsItCame = version === 1 && origin === 'catalogue';
  return (
    <span className="rl-changed max-tab:hidden" title={`${updatedBy}, ${formatExact(at)}`}>
      <span className="block truncate">
        {isAsItCame ? 'as it came' : `${formatMoment(at, now)}, ${updatedBy}`}
      </span>
      <span className="al-note truncate">
        {isAsItCame ? 'with the product' : `version ${version}, ${originWord[origin]}`}
      </span>
    </span>
  );
}
