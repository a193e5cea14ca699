import type { IncidentStatus, Severity } from '@smartops/contract';
import type { Hand } from '../alerts/alert.ts';
import { ConflictError } from '../platform/errors.ts';
import { changedBy, type Signed } from './context.ts';
import { type Chosen, type NewMoment, nameOf, type StoredIncident } from './incident.ts';

export interface Wish {
  readonly status?: IncidentStatus | undefined;
  readonly severity?: Severity | undefined;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly assignee?: Hand | null | undefined;
  readonly affectedServices?: readonly string[] | undefined;
}

export interface Changed {
  readonly incident: StoredIncident;
  readonly moments: readonly NewMoment[];
}

/** What a person's wish makes of an incident. Throws ConflictError for a step its life does not have. Pure. */
export function change(incident: StoredIncident, wish: Wish, signed: Signed): Changed {
  const moments: NewMoment[] = [];
  let next = incident;
  const step = (change: Partial<StoredIncident>, kind: NewMoment['kind'], text: string) => {
    next = { ...next, ...change };
    moments.push({ by: signed.by, at: signed.at, kind, text });
  };
  const { severity, title, description, assignee, affectedServices, status } = wish;
  if (status !== undefined && status !== incident.status) {
    const [changes, kind, text] = moved(incident, status, signed);
    step(changes, kind, text);
  }
  if (severity !== undefined && severity !== incident.severity)
    step(
      { severity, chosen: choose(next, 'severity') },
      'changed',
      `set the severity to ${severity}, it was ${incident.severity}`,
    );
  if (title !== undefined && title !== incident.title)
    step({ title, chosen: choose(next, 'title') }, 'changed', `called it “${title}”`);
  if (description !== undefined && description !== incident.message)
    step({ message: description, chosen: choose(next, 'title') }, 'changed', 'described it anew');
  if (assignee !== undefined && !isAssigned(next, assignee))
    step(
      { assignee: assignee?.name ?? null, assigneeId: assignee?.id ?? null },
      'changed',
      assignee === null ? 'left it to nobody' : `assigned it to ${assignee.name}`,
    );
  if (affectedServices !== undefined && affectedServices.join('\n') !== incident.affectedServices.join('\n'))
    step(
      { affectedServices: [...new Set(affectedServices)], chosen: choose(next, 'services') },
      'changed',
      `said what is affected: ${affectedServices.join(', ') || 'nothing'}`,
    );
  return { incident: moments.length === 0 ? incident : changedBy(next, signed), moments };
}

const isAssigned = ({ assignee, assigneeId }: StoredIncident, to: Hand | null): boolean =>
  assignee === (to?.name ?? null) && assigneeId === (to?.id ?? null);

const choose = ({ chosen }: StoredIncident, what: Chosen): Chosen[] => [...new Set([...chosen, what])];

type Moved = readonly [Partial<StoredIncident>, NewMoment['kind'], string];

function moved(incident: StoredIncident, to: IncidentStatus, signed: Signed): Moved {
  const acknowledgement = incident.acknowledgement ?? { by: signed.by, at: signed.at };
  if (to === 'resolved')
    return [{ status: to, resolvedAt: signed.at, keepOpen: false }, 'resolved', 'resolved it'];
  const { assignee, assigneeId } =
    incident.assignee === null ? { assignee: signed.by, assigneeId: signed.id } : incident;
  if (incident.status === 'resolved') {
    const taken = to === 'investigating' ? { acknowledgement, assignee, assigneeId } : undefined;
    return [{ status: to, resolvedAt: null, keepOpen: true, ...taken }, 'reopened', 'opened it again'];
  }
  if (to === 'open') throw new ConflictError(`${nameOf(incident)} is being investigated already`);
  return [{ status: to, acknowledgement, assignee, assigneeId }, 'status', 'is investigating'];
}

/** Who changed it since somebody looked, for the one who comes second. */
export function whoWasFaster(incident: StoredIncident, now: number): string {
  const { updatedBy, updatedAt, status } = incident;
  const seconds = Math.max(1, Math.round((now - updatedAt) / 1_000));
  const ago = seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
  const who = updatedBy ?? 'The system';
  return `${who} changed ${nameOf(incident)} ${ago} ago; it is ${status} now. Look again, then decide.`;
}
