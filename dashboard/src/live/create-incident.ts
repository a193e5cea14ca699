import type { Incident, Severity } from '@smartops/contract';
import { readBackend } from './backend.ts';
import { exchange } from './exchange.ts';

export interface IncidentForm {
  readonly alertId: string;
  /** All of them, when there are several. */
  readonly alertIds: readonly string[];
  readonly title: string;
  readonly description: string;
  readonly severity: Severity;
}

/** Opens an incident for alerts. Throws CallError. */
export async function createIncident(form: IncidentForm): Promise<Incident> {
  const reply = await exchange(`${readBackend().api}/incidents`, 'POST', form);
  return (reply as { incident: Incident }).incident;
}
