import type { StoredIncident, ToldIncident } from './incident.ts';

/** An open incident, for tests. */
export function storedIncident(more: Partial<StoredIncident> = {}): StoredIncident {
  return {
    ...{
      id: 'i7',
      number: 7,
      version: 1,
      title: 'checkout-api 5xx rate above 1 %',
      message: '4.8 %, limit 1 %',
    },
    ...{ severity: 'critical', status: 'open', resourceId: 'lb', connectionId: 'aws', metric: null },
    ...{ startedAt: 1_000, openedAt: 2_000, openedBy: null, acknowledgement: null, resolvedAt: null },
    ...{
      assignee: null,
      assigneeId: null,
      affectedServices: ['checkout-api'],
      chosen: [],
      keepOpen: false,
      mergedInto: null,
    },
    ...{ updatedAt: 2_000, updatedBy: null },
    ...more,
  };
}

export function toldIncident(more: Partial<ToldIncident> = {}): ToldIncident {
  return {
    ...storedIncident(),
    ...{ alertIds: [], alertCount: 0, firingCount: 0, mergedNumber: null, timeline: [] },
    ...more,
  };
}
