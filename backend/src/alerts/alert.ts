import type { Alert, AlertAct, ChangeBefore, Severity } from '@smartops/contract';

export interface Signature {
  readonly by: string;
  /** Of the person or key; null or not there for whoever sits at the machine. */
  readonly id?: string | null;
  readonly at: number;
}

/** Who does something; `id` is null for whoever sits at the machine. */
export interface Hand {
  readonly name: string;
  readonly id: string | null;
}

/** What changed shortly before; times are epoch ms. */
export type StoredChange = Omit<ChangeBefore, 'at'> & { readonly at: number };

/** What a rule found wrong with one resource. */
export interface Finding {
  /** What makes two alerts the same trouble: at most one of a fingerprint fires. */
  readonly fingerprint: string;
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly resourceId: string;
  readonly resourceName: string;
  readonly connectionId: string;
  readonly account: string | null;
  readonly region: string | null;
  /** Its place in the source's own console. */
  readonly url: string | null;
  readonly metric: string | null;
  readonly unit: string;
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  readonly value: number | null;
  readonly limit: number | null;
  readonly labels: Readonly<Record<string, string>>;
  readonly runbook: string | null;
  /** Since when it has been so: before it was told, by the rule's `for`. */
  readonly startedAt: number;
  /** What it is about, where that is something that happened and not how something is. */
  readonly occurrence?: Occurrence | null;
}

/** Something that happened once, such as a deployment that failed. A later one of the same kind is other trouble. */
export interface Occurrence {
  readonly id: string;
  readonly at: number;
}

/** An alert as it is stored; times are epoch ms. */
export interface StoredAlert extends Finding {
  readonly id: string;
  readonly state: 'firing' | 'resolved';
  readonly firedAt: number;
  readonly resolvedAt: number | null;
  readonly acknowledgement: Signature | null;
  readonly owner: string | null;
  readonly ownerId: string | null;
  /** Nobody is told before. */
  readonly snoozedUntil: number | null;
  readonly silenceId: string | null;
  readonly dismissal: (Signature & { readonly reason: string }) | null;
  readonly flaps: number;
  readonly incidentId: string | null;
  /** The most telling first. */
  readonly changedBefore: readonly StoredChange[];
}

/** What the judges want: one alert to begin, go on with new words, or end. */
export type Decision =
  | { readonly kind: 'fire'; readonly finding: Finding }
  | { readonly kind: 'resolve'; readonly fingerprint: string; readonly at: number };

/** What became of an alert just now; who follows (incidents, notifications) decides by `change`. */
export interface AlertChange {
  /**
   * `fired`: it is new. `reopened`: it ended shortly before and goes on, which was told already. `escalated`: it is worse
   * than before. `changed`: other words, a person did something, or a silence began. `woke`: what kept it quiet is over. `replaced`: the
   * same happened once more, which has an alert of its own.
   * Whether somebody is to be told says `isQuiet`.
   */
  readonly change: 'fired' | 'reopened' | 'escalated' | 'changed' | 'resolved' | 'replaced' | 'woke';
  readonly alert: StoredAlert;
  /** What somebody did to make it so. */
  readonly hand?: { readonly verb: AlertAct['verb']; readonly by: Hand; readonly at: number };
}

/** Whether another monitoring system told of it: it belongs to no connection of ours, and is always of the real world. */
export function isFromSender({ connectionId }: { readonly connectionId: string }): boolean {
  return connectionId.startsWith('sender:');
}

const rank: Record<Severity, number> = { info: 0, warning: 1, error: 2, critical: 3 };

export function worse(a: Severity, b: Severity): boolean {
  return rank[a] > rank[b];
}

const iso = (at: number) => new Date(at).toISOString();
const isoOrNull = (at: number | null) => (at === null ? null : iso(at));
const signed = (one: Signature | null) => one && { by: one.by, at: iso(one.at) };

export function toAlert(stored: StoredAlert, demo: boolean): Alert {
  const { id, title, message, severity, state, resourceId, resourceName, account, region, url } = stored;
  const { ruleId, ruleVersion, value, limit, unit, runbook, owner, silenceId, flaps, incidentId, dismissal } =
    stored;
  return {
    ...{ id, title, message, severity, state, resourceId, resourceName, account, region, url },
    ...{ ruleId, ruleVersion, value, limit, unit, runbook, owner, silenceId, flaps, incidentId, demo },
    labels: { ...stored.labels },
    timestamp: iso(stored.startedAt),
    acknowledged: stored.acknowledgement !== null,
    acknowledgement: signed(stored.acknowledgement),
    resolvedAt: isoOrNull(stored.resolvedAt),
    snoozedUntil: isoOrNull(stored.snoozedUntil),
    dismissal: dismissal && { by: dismissal.by, at: iso(dismissal.at), reason: dismissal.reason },
    changedBefore: stored.changedBefore.map(({ at, ...change }) => ({ ...change, at: iso(at) })),
    metricId: stored.metric && `${stored.resourceId}~${stored.metric}`,
    source: stored.connectionId,
  };
}
