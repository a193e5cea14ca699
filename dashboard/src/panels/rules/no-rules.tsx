import { newRuleAddress } from '../../facts/rule-address.ts';
import { PageLink } from '../../ui/page-link.tsx';
import { NoneMatches } from '../none-matches.tsx';
import type { State } from './filter.ts';

const words: Record<State, readonly [string, string]> = {
  all: [
    'There is no rule',
    'A rule says what people want to be told about: a reading beyond a limit for a while, a change against before, silence, or something that failed. It judges every reading as it arrives, and can be tried on the past before it is saved.',
  ],
  firing: ['No rule fires', 'Every reading is on the good side of its limits.'],
  on: ['No rule is on', 'Nobody is told about anything. Rules that are off stand under Off.'],
  off: ['No rule is off', 'A rule that is switched off keeps its settings and tells nobody.'],
  problem: ['Every rule has something to watch', 'Rules whose readings nobody reports appear here.'],
};

interface NoRulesProps {
  tab: State;
  isFiltered: boolean;
  mayChange: boolean;
  onClear: () => void;
}

export function NoRules({ tab, isFiltered, mayChange, onClear }: NoRulesProps) {
  if (isFiltered)
    return (
      <NoneMatches title="No rule matches" text="There may be others without the filter." onClear={onClear} />
    );
  const [title, text] = words[tab];
  return (
    <div className="empty">
      <h3>{title}</h3>
      <p>{text}</p>
      {tab === 'all' && mayChange && (
        <PageLink className="btn ink" href={newRuleAddress({ new: 'threshold' })}>
          Write the first rule
        </PageLink>
      )}
    </div>
  );
}
