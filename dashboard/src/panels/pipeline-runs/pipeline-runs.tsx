import { formatCount } from '../../format/number.ts';
import { useCall } from '../../live/call.ts';
import { Head, Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { useSettled } from '../../ui/use-settled.ts';
import { NotRead } from '../call-notes.tsx';
import { ListFoot } from '../list-foot.tsx';
import { NoneMatches } from '../none-matches.tsx';
import { Empty } from '../tile-notes.tsx';
import { RunFilters } from './run-filters.tsx';
import { RunTable } from './run-table.tsx';
import { useRunFilter } from './use-run-filter.ts';
import { useRuns } from './use-runs.ts';

/** The workflow runs of all history, whether they deploy or not: live where they begin, older ones page by page. */
export function PipelineRuns() {
  const { filter, typed, change, clear } = useRunFilter();
  const { text, ...chosen } = filter;
  const settled = useSettled(text, 250);
  const list = useRuns(settled ? { ...chosen, text: settled } : chosen);
  const { items: runs, total = 0, error } = list;
  const isFiltered = Object.keys(filter).length > 0;
  const choices = useCall('listRunChoices', {}).data?.choices;
  const isEmpty = runs?.length === 0 && !list.isStale;
  return (
    <Sheet label="Workflow runs">
      <Head line title="Workflow runs" note={runs && !isFiltered && formatCount(total)} />
      {(isFiltered || !isEmpty) && (
        <RunFilters choices={choices} filter={filter} typed={typed} onChange={change} />
      )}
      {!runs && !error && <SkeletonRows rows={8} />}
      {!runs && error && <NotRead error={error} retry={list.retry} />}
      {isEmpty && !isFiltered && (
        <Empty
          words={{
            title: 'No runs yet',
            text: 'Runs of the watched repositories appear here, newest first.',
          }}
        />
      )}
      {isEmpty && isFiltered && (
        <NoneMatches
          title="No run matches"
          text="None of all that were ever read fulfils this. A new one that does appears here by itself."
          onClear={clear}
        />
      )}
      {runs && runs.length > 0 && (
        <>
          <RunTable runs={runs} isStale={list.isStale} />
          <ListFoot
            shown={runs.length}
            total={total}
            noun="run"
            clear={isFiltered ? clear : undefined}
            list={list}
          />
        </>
      )}
    </Sheet>
  );
}
