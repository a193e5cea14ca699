'use client';

import { IncidentPage } from '../../../../panels/incident/index.tsx';
import { Incidents } from '../../../../panels/incident-list/index.tsx';
import { useIncidentName } from '../../../../state/incident.ts';

/** All of them, or the one that the address names. */
export function AllIncidents() {
  const name = useIncidentName();
  return name ? <IncidentPage key={name} name={name} /> : <Incidents />;
}
