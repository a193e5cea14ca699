import { randomUUID } from 'node:crypto';
import { type Doer, type IncidentContext, onIncident } from './context.ts';
import type { ToldIncident } from './incident.ts';
import { noteOnIncident } from './note-on-incident.ts';

/** Writes a person's note on the timeline. */
export async function writeNote(
  ref: string,
  text: string,
  doer: Doer,
  context: IncidentContext,
): Promise<ToldIncident> {
  return onIncident(ref, { action: 'incident.note' }, { doer, context }, async (tx, { id }, signed) => {
    await noteOnIncident(tx, id, { ...signed, kind: 'note', text }, context.workspace);
    return { note: { id: randomUUID(), text } };
  });
}
