import { useMemo, useState } from 'react';
import { useMe } from '../../live/call.ts';
import { useSettled } from '../../ui/use-settled.ts';
import { IncidentFiguresPanel } from './figures.tsx';
import { spans, toInput } from './filter.ts';
import { IncidentList } from './incident-list.tsx';
import { useFilter } from './use-filter.ts';

const usualDays = 90;

/** What went wrong, what is still wrong, and how long it takes. */
export function Incidents() {
  const asked = useFilter();
  const me = useMe();
  const [now] = useState(() => Date.now());
  const written = JSON.stringify(toInput(asked.filter, { me, now }));
  const settled = useSettled(written, 200);
  const input = useMemo(() => JSON.parse(settled) as ReturnType<typeof toInput>, [settled]);
  const isWhose = asked.filter.assignee !== 'me' || me !== undefined;
  const { since: _, ...filter } = input;
  const days = asked.filter.span ? spans[asked.filter.span] : usualDays;
  return (
    <>
      <IncidentList asked={asked} input={isWhose ? input : undefined} me={me} />
      {isWhose && <IncidentFiguresPanel filter={filter} days={days} />}
    </>
  );
}
