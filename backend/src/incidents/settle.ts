import type { NewMoment, StoredIncident } from './incident.ts';
import type { Standing } from './member-store.ts';

export interface Settled {
  readonly incident: StoredIncident;
  readonly moment: NewMoment;
}

/** An incident resolves itself when all its alerts have been over for a while. It ended when the last of them did. Pure. */
export function settle(
  incident: StoredIncident,
  standing: Standing | undefined,
  { now, calmMs }: { readonly now: number; readonly calmMs: number },
): Settled | undefined {
  if (incident.status === 'resolved' || incident.keepOpen || !standing) return undefined;
  const { firing, lastEnd } = standing;
  if (firing > 0 || lastEnd === null || now - lastEnd < calmMs) return undefined;
  const { version } = incident;
  return {
    incident: {
      ...{ ...incident, status: 'resolved', resolvedAt: lastEnd, version: version + 1 },
      ...{ updatedAt: now, updatedBy: null },
    },
    moment: {
      ...{ at: now, kind: 'resolved', text: 'Resolved by itself' },
      detail: `All alerts have ended and stayed so for ${Math.round((now - lastEnd) / 60_000)} min`,
    },
  };
}
