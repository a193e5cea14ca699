import type { Incident } from '@smartops/contract';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { severityWord } from '../../facts/looks.ts';
import { useCall, useMe } from '../../live/call.ts';
import { useTopic } from '../../live/use-live.ts';
import { choice, text, useUrl } from '../../state/url-state.ts';
import { Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { useSettled } from '../../ui/use-settled.ts';
import { IncidentTable } from './incident-table.tsx';

const tabs = ['active', 'resolved', 'all'] as const;
type Tab = (typeof tabs)[number];
const tabWords: Record<Tab, string> = { active: 'Active', resolved: 'Resolved', all: 'All' };
const severities = ['any', 'critical', 'error', 'warning', 'info'] as const;
const tabField = choice('status', tabs);
const severityField = choice('severity', severities);
const findField = text('find');
const mineField = choice('whose', ['anyone', 'mine'] as const);
const page = 50;
const mostListed = 200;

/** Every incident, by how it stands, how grave it is, whose it is and by words. */
export function IncidentList() {
  const [tab, setTab] = useUrl(tabField);
  const [severity, setSeverity] = useUrl(severityField);
  const [find, setFind] = useUrl(findField);
  const [whose, setWhose] = useUrl(mineField);
  const [limit, setLimit] = useState(page);
  const me = useMe();
  const words = useSettled(find?.trim(), 200);
  const { data, error, again } = useIncidents({
    limit,
    ...(tab !== 'all' && { status: tab }),
    ...(severity !== 'any' && { severity }),
    ...(words && { text: words }),
    ...(whose === 'mine' && me && { assignee: me.name }),
  });
  const isFiltered = Boolean(words) || severity !== 'any' || whose === 'mine';
  const clear = () => {
    setSeverity('any');
    setWhose('anyone');
    setFind(undefined);
  };
  return (
    <Sheet label="Incidents">
      <div className="tabs" role="tablist" aria-label="How they stand">
        {tabs.map((option) => (
          <button
            key={option}
            type="button"
            role="tab"
            aria-selected={option === tab}
            onClick={() => setTab(option)}
          >
            {tabWords[option]}
          </button>
        ))}
      </div>
      <div className="filters">
        <label className="field w-70 max-tab:w-full">
          <Search size={14} aria-hidden />
          <input
            type="search"
            placeholder="INC-214, title or service"
            aria-label="Find an incident"
            value={find ?? ''}
            onChange={(event) => setFind(event.target.value || undefined)}
          />
        </label>
        <select
          className="text pick"
          aria-label="Severity"
          value={severity}
          onChange={(event) => setSeverity(event.target.value as (typeof severities)[number])}
        >
          {severities.map((option) => (
            <option key={option} value={option}>
              {option === 'any' ? 'Any severity' : severityWord[option]}
            </option>
          ))}
        </select>
        <button
          type="button"
          className="btn"
          aria-pressed={whose === 'mine'}
          onClick={() => setWhose(whose === 'mine' ? 'anyone' : 'mine')}
        >
          Mine
        </button>
      </div>
      {error && !data && (
        <div className="empty">
          <h3>The incidents cannot be read</h3>
          <p>{error.message}</p>
          <button type="button" className="btn" onClick={again}>
            Try again
          </button>
        </div>
      )}
      {!data && !error && <SkeletonRows rows={6} tall />}
      {data && data.incidents.length > 0 && <IncidentTable items={data.incidents} />}
      {data && data.incidents.length === 0 && <None tab={tab} clear={isFiltered ? clear : undefined} />}
      {data && data.next !== null && (
        <More limit={limit} more={() => setLimit(Math.min(mostListed, limit + page))} />
      )}
    </Sheet>
  );
}

interface Asked {
  limit: number;
  status?: 'active' | 'resolved';
  severity?: Incident['severity'];
  text?: string;
  assignee?: string;
}

/** Asked for again whenever the stream tells that one changed. */
function useIncidents(asked: Asked) {
  const { data, error, mutate } = useCall('listIncidents', asked);
  const news = useTopic('incidents');
  // biome-ignore lint/correctness/useExhaustiveDependencies: what the stream brings only says that there is more to read.
  useEffect(() => {
    void mutate();
  }, [news, mutate]);
  return { data, error, again: () => void mutate() };
}

function More({ limit, more }: { limit: number; more: () => void }) {
  return (
    <div className="foot">
      <span className="flex-1">The newest {limit}</span>
      {limit < mostListed ? (
        <button type="button" className="btn ghost" onClick={more}>
          Show more
        </button>
      ) : (
        <span>Narrow the search to see older ones</span>
      )}
    </div>
  );
}

const nothing: Record<Tab, readonly [string, string]> = {
  active: [
    'Nothing is wrong enough to be an incident',
    'A critical alert, or a failed deployment to production, opens one by itself. What belongs to the same trouble joins it.',
  ],
  resolved: ['No incident has ended yet', 'One resolves itself when its alerts have been over for a while.'],
  all: [
    'There has been no incident',
    'A critical alert, or a failed deployment to production, opens one by itself. You can open one from any alert.',
  ],
};

function None({ tab, clear }: { tab: Tab; clear: (() => void) | undefined }) {
  const [title, words] = clear
    ? ['No incident matches', 'Others are there without the filter.']
    : nothing[tab];
  return (
    <div className="empty">
      <h3>{title}</h3>
      <p>{words}</p>
      {clear && (
        <button type="button" className="btn" onClick={clear}>
          Clear filter
        </button>
      )}
    </div>
  );
}
