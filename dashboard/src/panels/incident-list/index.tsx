import { IncidentFiguresPanel } from './figures.tsx';
import { IncidentList } from './incident-list.tsx';

/** What went wrong, what is still wrong, and how long it takes. */
export function Incidents() {
  return (
    <>
      <IncidentList />
      <IncidentFiguresPanel />
    </>
  );
}
