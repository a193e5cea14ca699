import { Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { useSettled } from '../../ui/use-settled.ts';
import { NotRead } from '../call-notes.tsx';
import { ListFoot } from '../list-foot.tsx';
import { NoneMatches } from '../none-matches.tsx';
import { Empty, Failing, TroubleRow, Unreachable } from '../tile-notes.tsx';
import { useTileState } from '../use-tile-state.ts';
import { DeploymentFilters, EnvironmentTabs } from './deployment-filters.tsx';
import { DeploymentTable } from './deployment-table.tsx';
import { countOf } from './filter.ts';
import { useDeploymentFilter } from './use-deployment-filter.ts';
import { useDeployments } from './use-deployments.ts';

const github = ['github'];

/** Every deployment of all history: live where they begin, older ones page by page. */
export function DeploymentList() {
  const { filter, typed, change, clear } = useDeploymentFilter();
  const { text, ...chosen } = filter;
  const settled = useSettled(text, 250);
  const list = useDeployments(settled ? { ...chosen, text: settled } : chosen);
  const { items, total: counts, error } = list;
  const total = counts && countOf(counts, chosen.environment ?? 'all');
  const isFiltered = Object.keys(filter).length > 0;
  const state = useTileState(isFiltered && items ? 1 : items?.length, github);
  return (
    <Sheet label="Deployments">
      <EnvironmentTabs filter={filter} counts={counts} onChange={change} />
      <DeploymentFilters filter={filter} typed={typed} onChange={change} />
      {state.is === 'loading' && !error && <SkeletonRows rows={8} />}
      {state.is === 'loading' && error && <NotRead error={error} retry={list.retry} />}
      {state.is === 'unreachable' && <Unreachable />}
      {state.is === 'failing' && <Failing trouble={state.trouble} />}
      {state.is === 'empty' && (
        <Empty
          words={{
            title: 'No deployments yet',
            text: 'A GitHub deployment, or a run of a workflow that deploys, appears here as it starts.',
          }}
        />
      )}
      {state.is === 'shown' && items && (
        <>
          {items.length > 0 && <DeploymentTable items={items} isStale={list.isStale} />}
          {items.length === 0 && !list.isStale && <NoneFound onClear={clear} />}
          {state.trouble && <TroubleRow trouble={state.trouble} />}
          {items.length > 0 && (
            <ListFoot
              shown={items.length}
              total={total ?? items.length}
              noun="deployment"
              clear={isFiltered ? clear : undefined}
              list={list}
            />
          )}
        </>
      )}
    </Sheet>
  );
}

function NoneFound({ onClear }: { onClear: () => void }) {
  return (
    <NoneMatches
      title="No deployment matches"
      text="None of all that were ever read fulfils this. A new one that does appears here by itself."
      onClear={onClear}
    />
  );
}
