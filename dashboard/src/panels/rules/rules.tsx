import type { Rule } from '@smartops/contract';
import { lazy, Suspense, useMemo, useState } from 'react';
import { mayAct } from '../../facts/action-kinds.ts';
import { useMe } from '../../live/call.ts';
import { setUrl, useUrl } from '../../state/url-state.ts';
import { Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { useShowMore } from '../../ui/show-more.tsx';
import { NotRead } from '../call-notes.tsx';
import { DeletedList } from './deleted-list.tsx';
import { fields, inOrder, isFiltered, isIn, isWanted, type RuleFilter, useRuleFilter } from './filter.ts';
import { Filters, TabBar } from './filters.tsx';
import { NoRules } from './no-rules.tsx';
import { RuleTable } from './rule-table.tsx';
import { RulesHead } from './rules-head.tsx';
import { useRuleKeys } from './use-rule-keys.ts';
import { useRules } from './use-rules.ts';

const HistoryDialog = lazy(async () => ({ default: (await import('./history-dialog.tsx')).HistoryDialog }));
const DeleteDialog = lazy(async () => ({ default: (await import('./delete-dialog.tsx')).DeleteDialog }));
const RuleKeysHelp = lazy(async () => ({ default: (await import('./rule-keys-help.tsx')).RuleKeysHelp }));

/** What people want to be told about: every rule, what it watches and how it stands. */
export function Rules() {
  const me = useMe();
  const mayChange = mayAct(me);
  const { rules, error, retry } = useRules();
  const [tab] = useUrl(fields.tab);
  const [history] = useUrl(fields.history);
  const { filter, change, clear } = useRuleFilter();
  const wanted = useWanted(rules, filter);
  const state = tab === 'deleted' ? undefined : tab;
  const { shown, foot } = useShowMore(
    state ? wanted.filter((rule) => isIn(state, rule)) : [],
    <Keys mayChange={mayChange} />,
  );
  const [doomed, setDoomed] = useState<Rule>();
  const { current, setCurrent, help, closeHelp } = useRuleKeys({
    rules: shown,
    mayChange,
    remove: setDoomed,
    showHistory,
  });
  return (
    <Sheet label="Rules">
      <RulesHead rules={rules} me={me} />
      <TabBar tab={tab} rules={wanted} isKnown={rules !== undefined} />
      <Filters filter={filter} rules={rules ?? []} onChange={change} />
      {!rules && !error && <SkeletonRows rows={8} tall />}
      {!rules && error && <NotRead error={error} retry={retry} />}
      {tab === 'deleted' && <DeletedList filter={filter} mayChange={mayChange} onHistory={showHistory} />}
      {rules && state && shown.length === 0 && (
        <NoRules tab={state} isFiltered={isFiltered(filter)} mayChange={mayChange} onClear={clear} />
      )}
      {shown.length > 0 && (
        <>
          <RuleTable
            {...{ rules: shown, current, mayChange }}
            onMark={setCurrent}
            onDelete={setDoomed}
            onHistory={showHistory}
          />
          {foot}
        </>
      )}
      <Suspense>
        {history && (
          <HistoryDialog
            key={history}
            id={history}
            mayChange={mayChange}
            onClose={() => setUrl({ [fields.history.name]: undefined }, 'replace')}
          />
        )}
        {doomed && <DeleteDialog rule={doomed} onClose={() => setDoomed(undefined)} />}
        {help && <RuleKeysHelp onClose={closeHelp} />}
      </Suspense>
    </Sheet>
  );
}

const Keys = ({ mayChange }: { mayChange: boolean }) => (
  <span className="keys max-tab:hidden">
    <kbd>j</kbd> <kbd>k</kbd> move <kbd>e</kbd> {mayChange ? 'edit' : 'open'}{' '}
    {mayChange && (
      <>
        <kbd>s</kbd> switch{' '}
      </>
    )}
    <kbd>h</kbd> history <kbd>?</kbd> all keys
  </span>
);

const showHistory = (id: string): void => setUrl({ [fields.history.name]: id }, 'push');

const none: readonly Rule[] = [];

/** What is looked for, whatever its state, in order. */
function useWanted(rules: readonly Rule[] = none, filter: RuleFilter): readonly Rule[] {
  const { find, severity, kind, label } = filter;
  return useMemo(
    () => inOrder(rules.filter((rule) => isWanted(rule, { find, severity, kind, label }))),
    [rules, find, severity, kind, label],
  );
}
