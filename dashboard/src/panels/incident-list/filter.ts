import type { Incident, IncidentFilter, Me, Severity } from '@smartops/contract';

export const tabs = ['active', 'resolved', 'all'] as const;
export type Tab = (typeof tabs)[number];
export const severities = ['critical', 'error', 'warning', 'info'] as const satisfies readonly Severity[];

/** How far back, in days; what is not chosen is all of history. */
export const spans = { '7d': 7, '30d': 30, '90d': 90, '365d': 365 } as const;
export type Span = keyof typeof spans;
export const spanWord: Record<Span, string> = {
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  '90d': 'Last 90 days',
  '365d': 'Last year',
};

/** Each part of the filter with its name in the address. */
export const names = {
  tab: 'status',
  severity: 'severity',
  assignee: 'assignee',
  service: 'service',
  span: 'began',
  find: 'find',
} as const;
export type Part = keyof typeof names;
export type Asked = Readonly<Record<Part, string | undefined>>;

/** What the address asks for, without what nobody knows. */
export interface Filter {
  readonly tab: Tab;
  readonly severity: Severity | undefined;
  /** `me`, `none`, or the name of somebody. */
  readonly assignee: string | undefined;
  readonly service: string | undefined;
  readonly span: Span | undefined;
  readonly find: string | undefined;
}

export function toFilter({ tab, severity, assignee, service, span, find }: Asked): Filter {
  return {
    tab: tabs.find((one) => one === tab) ?? 'active',
    severity: severities.find((one) => one === severity),
    assignee: assignee || undefined,
    service: service || undefined,
    span: (Object.keys(spans) as Span[]).find((one) => one === span),
    find: find?.trim() || undefined,
  };
}

/** Whether more is asked for than how it stands. */
export const isFiltered = ({ tab: _, ...filter }: Filter): boolean =>
  Object.values(filter).some((value) => value !== undefined);

/** The filter as the API takes it. */
export function toInput(
  { tab, severity, assignee, service, span, find }: Filter,
  { me, now }: { readonly me: Pick<Me, 'name'> | undefined; readonly now: number },
): IncidentFilter {
  const since = span && new Date(now - spans[span] * 86_400_000).toISOString();
  const whose = assignee === 'me' ? me?.name : assignee;
  return {
    ...(tab !== 'all' && { status: tab }),
    ...(severity && { severity }),
    ...(whose && { assignee: whose }),
    ...(service && { service }),
    ...(since && { since }),
    ...(find && { text: find }),
  };
}

export interface IncidentsPage {
  readonly incidents: readonly Incident[];
  readonly next: number | null;
  readonly total: number | null;
}

/** The incidents of all pages, each once. */
export function incidentsOf(pages: readonly IncidentsPage[]): readonly Incident[] {
  return [...new Map(pages.flatMap(({ incidents }) => incidents).map((one) => [one.id, one])).values()];
}

/** Ids of those that are new or other than before. */
export function changedIds(before: readonly Incident[], after: readonly Incident[]): ReadonlySet<string> {
  const known = new Map(before.map((one) => [one.id, one]));
  return new Set(after.filter((one) => known.get(one.id) !== one).map(({ id }) => id));
}
