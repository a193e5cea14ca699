import type { Deployment } from '@smartops/contract';
import { Search } from 'lucide-react';
import { useCall } from '../../live/call.ts';
import { useTopic } from '../../live/use-live.ts';
import { choice, text, useUrl } from '../../state/url-state.ts';
import { Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { useShowMore } from '../../ui/show-more.tsx';
import { Empty, Failing, TroubleRow, Unreachable } from '../tile-notes.tsx';
import { useTileState } from '../use-tile-state.ts';
import { DeploymentTable } from './deployment-table.tsx';
import { filterDeployments, mergeDeployments, type Tab, tabs } from './filter.ts';

const github = ['github'];
const tabField = choice('environment', tabs);
const findField = text('find');
const tabWords: Record<Tab, string> = {
  all: 'All',
  production: 'Production',
  staging: 'Staging',
  preview: 'Preview',
};

/** Every deployment that is kept, by environment and by words; the live ones on top. */
export function DeploymentList() {
  const live = useTopic('deployments');
  const { data } = useCall('listDeployments', { limit: 200 });
  const all = live && mergeDeployments(live, data?.deployments ?? []);
  const state = useTileState(all?.length, github);
  const [tab, setTab] = useUrl(tabField);
  const [find, setFind] = useUrl(findField);
  const found = all ? filterDeployments(all, tab, find ?? '') : [];
  const { shown, foot } = useShowMore(found);
  return (
    <Sheet label="Deployments">
      <div className="tabs" role="tablist" aria-label="Environment">
        {tabs.map((option) => (
          <button
            key={option}
            type="button"
            role="tab"
            aria-selected={option === tab}
            onClick={() => setTab(option)}
          >
            {tabWords[option]} <span className="count">{all && countOf(all, option)}</span>
          </button>
        ))}
      </div>
      <div className="flex items-center gap-2 border-line border-b px-4 py-2">
        <label className="field w-70 max-tab:w-full">
          <Search size={14} aria-hidden />
          <input
            type="search"
            placeholder="Service, commit or message"
            aria-label="Find a deployment"
            value={find ?? ''}
            onChange={(event) => setFind(event.target.value || undefined)}
          />
        </label>
      </div>
      {state.is === 'loading' && <SkeletonRows rows={8} />}
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
      {state.is === 'shown' && all && (
        <>
          {found.length > 0 ? (
            <DeploymentTable items={shown} all={all} />
          ) : (
            <NoneFound all={all} onClear={() => clear(setTab, setFind)} />
          )}
          {state.trouble && <TroubleRow trouble={state.trouble} />}
          {foot}
        </>
      )}
    </Sheet>
  );
}

const countOf = (all: readonly Deployment[], tab: Tab) => filterDeployments(all, tab, '').length;

function clear(setTab: (tab: Tab) => void, setFind: (find: undefined) => void): void {
  setTab('all');
  setFind(undefined);
}

function NoneFound({ all, onClear }: { all: readonly Deployment[]; onClear: () => void }) {
  return (
    <div className="empty">
      <h3>No deployment matches</h3>
      <p>{all.length} are there without the filter.</p>
      <button type="button" className="btn" onClick={onClear}>
        Clear filter
      </button>
    </div>
  );
}
