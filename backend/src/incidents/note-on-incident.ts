import type { Sql } from './context.ts';
import { eventStore } from './event-store.ts';
import type { NewMoment } from './incident.ts';

/** Writes one moment on an incident's timeline, in the caller's transaction. False when it stood there under its key. */
export function noteOnIncident(
  tx: Pick<Sql, 'execute'>,
  id: string,
  moment: NewMoment,
  workspace?: string,
): Promise<boolean> {
  return eventStore(tx, workspace).add(id, [moment]);
}
