import type { StoredAction } from '../actions/stored-action.ts';
import { type Deployed, endOf } from '../pipelines/deployed.ts';
import type { NewMoment, StoredIncident } from './incident.ts';

const minute = 60_000;
/** A deployment of an affected service is looked back for longer than one of any other. */
export const ownBeforeMs = 60 * minute;
const otherBeforeMs = 30 * minute;

/** What went to production shortly before an incident and while it lasts. */
export function deploymentsAround(incident: StoredIncident, deployed: readonly Deployed[]): NewMoment[] {
  const own = new Set(incident.affectedServices);
  return deployed.flatMap((one): NewMoment[] => {
    const { event, data } = one;
    const at = endOf(one);
    const from = incident.startedAt - (own.has(data.service) ? ownBeforeMs : otherBeforeMs);
    const isOver = data.status === 'success' || data.status === 'failed';
    if (data.environment !== 'production' || !isOver || at < from || at > (incident.resolvedAt ?? at))
      return [];
    const commit = data.sha.slice(0, 7);
    const what = `${data.service} ${data.version ?? commit}`;
    return [
      {
        ...{ at, kind: 'deployment', url: data.url, about: { kind: 'deployment', id: event.id } },
        text:
          data.status === 'failed'
            ? `${what} failed to deploy to production`
            : `${what} went live in production`,
        detail: [data.version && commit, data.message, `by ${data.author}`].filter(Boolean).join(' · '),
        key: `deployment:${event.id}:${data.status}`,
      },
    ];
  });
}

/** What people had done while it lasted. */
export function actionsAround(incident: StoredIncident, actions: readonly StoredAction[]): NewMoment[] {
  const { startedAt, resolvedAt } = incident;
  return actions
    .filter(({ proposed }) => proposed.at >= startedAt && proposed.at <= (resolvedAt ?? proposed.at))
    .flatMap(momentsOf);
}

const endings: Partial<Record<StoredAction['status'], string>> = {
  succeeded: 'done and verified',
  failed: 'failed',
  unknown: 'ended without an answer',
};

function momentsOf({
  id,
  summary,
  status,
  proposed,
  approved,
  rejected,
  ...rest
}: StoredAction): NewMoment[] {
  const base = { kind: 'action', about: { kind: 'action', id }, url: null } as const;
  const said = (word: string, one: { at: number; by: string | null }, detail: string | null): NewMoment => ({
    ...{ ...base, at: one.at, by: one.by, text: `${summary.title}: ${word}`, detail },
    key: `action:${id}:${word}`,
  });
  const moments = [said('proposed', proposed, summary.does)];
  if (approved) moments.push(said('approved', approved, null));
  if (rejected) moments.push(said('rejected', rejected, null));
  const word = endings[status];
  if (word && rest.finishedAt !== null)
    moments.push(said(word, { at: rest.finishedAt, by: null }, rest.steps.at(-1)?.text ?? null));
  return moments;
}
