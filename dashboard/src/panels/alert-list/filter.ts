import type { AlertCounts, Severity, TimeRange } from '@smartops/contract';
import { rangeMs } from '../../format/range.ts';
import type { Input } from '../../live/paths.ts';
import { choice, setUrl, text, useUrl } from '../../state/url-state.ts';

export const tabs = ['all', 'loud', 'snoozed', 'silenced', 'dismissed', 'resolved'] as const;
export type Tab = (typeof tabs)[number];
export const tabWord: Record<Tab, string> = {
  all: 'All',
  loud: 'Firing',
  snoozed: 'Snoozed',
  silenced: 'Silenced',
  dismissed: 'Dismissed',
  resolved: 'Resolved',
};

export const groupings = ['incident', 'none'] as const;

export const severities = ['critical', 'error', 'warning', 'info'] as const satisfies readonly Severity[];

export const fields = {
  tab: choice('state', tabs),
  group: choice('group', groupings),
  find: text('find'),
  severity: text('severity'),
  resource: text('resource'),
  region: text('region'),
  owner: text('owner'),
  source: text('from'),
  rule: text('rule'),
  /** The one that is open beside the list. */
  alert: text('alert'),
};

/** What an alert has to be; what is left out may be anything. */
export interface AlertFilter {
  readonly find: string | undefined;
  readonly severity: readonly Severity[];
  readonly resource: string | undefined;
  readonly region: string | undefined;
  readonly owner: string | undefined;
  readonly source: string | undefined;
  /** Its id. */
  readonly rule: string | undefined;
}

export type ChipName = 'resource' | 'region' | 'owner' | 'source';

/** The filter of the alerts; it lives in the address. */
export function useAlertFilter() {
  const [find] = useUrl(fields.find);
  const [severity] = useUrl(fields.severity);
  const [resource] = useUrl(fields.resource);
  const [region] = useUrl(fields.region);
  const [owner] = useUrl(fields.owner);
  const [source] = useUrl(fields.source);
  const [rule] = useUrl(fields.rule);
  const filter: AlertFilter = {
    find,
    severity: toSeverities(severity),
    resource,
    region,
    owner,
    source,
    rule,
  };
  return {
    filter,
    change: (name: keyof AlertFilter, value: string | undefined) =>
      setUrl({ [fields[name].name]: value || undefined }, 'replace'),
    clear: () => setUrl(nothing, 'replace'),
  };
}

const filterNames = ['find', 'severity', 'resource', 'region', 'owner', 'source', 'rule'] as const;
const nothing = Object.fromEntries(filterNames.map((name) => [fields[name].name, undefined]));

export const isFiltered = (filter: AlertFilter): boolean =>
  filterNames.some((name) => (filter[name]?.length ?? 0) > 0);

export const toSeverities = (written: string | undefined): readonly Severity[] =>
  severities.filter((one) => written?.split(',').includes(one));

/** The filter as the API takes it. */
export function filterInput(filter: AlertFilter, range: TimeRange, now: number): Input<'listAlerts'> {
  const { find, severity, resource, region, owner, source, rule } = filter;
  return {
    since: new Date(now - rangeMs[range]).toISOString(),
    ...(find?.trim() && { text: find.trim() }),
    ...(severity.length > 0 && { severity: [...severity] }),
    ...(resource && { resource }),
    ...(region && { region }),
    ...(owner && { owner }),
    ...(source && { source }),
    ...(rule && { rule }),
  };
}

export function countOf(tab: Tab, counts: AlertCounts): number {
  const { loud, snoozed, silenced, resolved } = counts;
  return tab === 'all' ? loud + snoozed + silenced + resolved : counts[tab];
}
