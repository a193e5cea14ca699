import type { IncidentFilter, Me } from '@smartops/contract';
import { useCall } from '../../live/call.ts';
import { Sheet, SkeletonRows } from '../../ui/sheet.tsx';
import { NotRead } from '../call-notes.tsx';
import { ListFoot } from '../list-foot.tsx';
import { isFiltered, type Tab, tabs } from './filter.ts';
import { Filters } from './filters.tsx';
import { IncidentTable } from './incident-table.tsx';
import { None } from './none.tsx';
import type { useFilter } from './use-filter.ts';
import { useIncidents } from './use-incidents.ts';

const tabWords: Record<Tab, string> = { active: 'Active', resolved: 'Resolved', all: 'All' };

interface IncidentListProps {
  asked: ReturnType<typeof useFilter>;
  /** The filter as the API takes it; undefined until it is known whose incidents are meant. */
  input: IncidentFilter | undefined;
  me: Me | undefined;
}

/** Every incident there has been, by how it stands, how grave it is, whose it is, what it hit, when and by words. */
export function IncidentList({ asked: { filter, typed, change, clear }, input, me }: IncidentListProps) {
  const list = useIncidents(input);
  const { incidents, total, error } = list;
  const choices = useCall('listIncidentChoices', {}).data?.choices;
  const narrowed = isFiltered(filter);
  return (
    <Sheet label="Incidents">
      <div className="tabs" role="tablist" aria-label="How they stand">
        {tabs.map((option) => (
          <button
            key={option}
            type="button"
            role="tab"
            aria-selected={option === filter.tab}
            onClick={() => change('tab', option === 'active' ? undefined : option)}
          >
            {tabWords[option]}
          </button>
        ))}
      </div>
      <Filters {...{ filter, typed, choices, me }} onChange={change} />
      {!incidents && error && <NotRead error={error} retry={list.retry} />}
      {!incidents && !error && <SkeletonRows rows={6} tall />}
      {incidents?.length === 0 && !list.isStale && (
        <None tab={filter.tab} clear={narrowed ? clear : undefined} />
      )}
      {incidents && incidents.length > 0 && (
        <>
          <IncidentTable items={incidents} isStale={list.isStale} />
          <ListFoot
            shown={incidents.length}
            total={total}
            noun="incident"
            clear={narrowed ? clear : undefined}
            list={list}
          />
        </>
      )}
    </Sheet>
  );
}
