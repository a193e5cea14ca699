import type { AlertStep } from '@smartops/contract';
import { type AlertChange, type Finding, type StoredAlert, worse } from './alert.ts';

/** What begins again this soon after it ended is the same trouble. */
export const dampingMs = 10 * 60_000;

/** One line of an alert's history; `by` is null when nobody did it. */
export interface StoredStep {
  readonly at: number;
  readonly kind: AlertStep['kind'];
  readonly by: string | null;
  readonly text: string;
}

/** An alert after a step, with what to tell and what to write down. */
export interface Turn {
  readonly change: AlertChange['change'];
  readonly alert: StoredAlert;
  readonly steps: readonly StoredStep[];
}

interface Moment {
  readonly now: number;
  readonly newId: () => string;
}

/**
 * What a finding makes of the last alert of its fingerprint. Pure. It goes on while that fires; shortly after its end it
 * begins again, unless somebody had dismissed it; else, or when the same happened once more, a new one fires. Undefined when there is nothing new to say.
 */
export function fire(
  last: StoredAlert | undefined,
  finding: Finding,
  { now, newId }: Moment,
): Turn | undefined {
  const isSame = !isAnother(last, finding);
  if (last?.state === 'firing' && isSame) return goOn(last, finding, now);
  if (last && isSame && !last.dismissal && finding.startedAt - (last.resolvedAt ?? 0) <= dampingMs)
    return reopen(last, finding, now);
  const alert: StoredAlert = {
    ...finding,
    id: newId(),
    state: 'firing',
    startedAt: isSame ? finding.startedAt : (finding.occurrence?.at ?? finding.startedAt),
    firedAt: now,
    resolvedAt: null,
    acknowledgement: null,
    owner: null,
    ownerId: null,
    snoozedUntil: null,
    silenceId: null,
    dismissal: null,
    flaps: 0,
    incidentId: null,
    changedBefore: [],
    occurrence: finding.occurrence ?? null,
  };
  return { change: 'fired', alert, steps: [step(now, 'fired', finding.message)] };
}

/** The end of an alert whose trouble happened once more; undefined when it did not. Call it before `fire`. */
export function replaced(last: StoredAlert | undefined, finding: Finding, now: number): Turn | undefined {
  if (last?.state !== 'firing' || !isAnother(last, finding)) return undefined;
  const ended = end(last, finding.occurrence?.at ?? now, now);
  const text = 'It happened again, which is an alert of its own';
  return ended && { ...ended, change: 'replaced', steps: [step(now, 'resolved', text)] };
}

/** Whether the finding is about something that happened after what the alert is about. */
function isAnother(last: StoredAlert | undefined, { occurrence }: Finding): boolean {
  const before = last?.occurrence;
  return !!before && !!occurrence && occurrence.id !== before.id && occurrence.at > before.at;
}

function goOn(last: StoredAlert, finding: Finding, now: number): Turn | undefined {
  const { severity, title, message } = last;
  if (severity === finding.severity && title === finding.title && message === finding.message)
    return undefined;
  const alert = { ...last, ...wordsOf(finding) };
  if (severity === finding.severity) return { change: 'changed', alert, steps: [] };
  const text = `${severity} → ${finding.severity}`;
  if (!worse(finding.severity, severity))
    return { change: 'changed', alert, steps: [step(now, 'eased', text)] };
  // Whoever put a warning off has not put off what it became.
  return {
    change: 'escalated',
    alert: { ...alert, snoozedUntil: null },
    steps: [step(now, 'escalated', text)],
  };
}

function reopen(last: StoredAlert, finding: Finding, now: number): Turn {
  const alert: StoredAlert = {
    ...last,
    ...wordsOf(finding),
    state: 'firing',
    resolvedAt: null,
    flaps: last.flaps + 1,
  };
  if (!worse(finding.severity, last.severity))
    return { change: 'reopened', alert, steps: [step(now, 'reopened', finding.message)] };
  return {
    change: 'escalated',
    alert: { ...alert, snoozedUntil: null },
    steps: [
      step(now, 'reopened', finding.message),
      step(now, 'escalated', `${last.severity} → ${finding.severity}`),
    ],
  };
}

/** Everything that a rule says anew each time; since when it is so stays. */
function wordsOf(finding: Finding): Partial<Finding> {
  const { severity, title, message, value, limit, labels, runbook, url, ruleVersion, occurrence } = finding;
  const words = { severity, title, message, value, limit, labels, runbook, url, ruleVersion };
  return { ...words, ...(occurrence && { occurrence }) };
}

/** The end of an alert; undefined when nothing fires. */
export function end(last: StoredAlert | undefined, at: number, now: number, by?: string): Turn | undefined {
  if (last?.state !== 'firing') return undefined;
  const resolvedAt = Math.max(last.startedAt, at);
  const alert: StoredAlert = { ...last, state: 'resolved', resolvedAt, snoozedUntil: null, silenceId: null };
  const text = by === undefined ? 'It is well again' : 'Resolved by hand';
  return { change: 'resolved', alert, steps: [{ ...step(now, 'resolved', text), by: by ?? null }] };
}

/**
 * What time and silences make of an alert that fires: it wakes when what kept it quiet is over. Undefined when all stays
 * as it is.
 */
export function settle(alert: StoredAlert, silenceId: string | null, now: number): Turn | undefined {
  if (alert.state !== 'firing') return undefined;
  const isOver = alert.snoozedUntil !== null && alert.snoozedUntil <= now;
  const snoozedUntil = isOver ? null : alert.snoozedUntil;
  if (!isOver && silenceId === alert.silenceId) return undefined;
  const after = { ...alert, snoozedUntil, silenceId };
  const steps: StoredStep[] = [];
  if (silenceId && !alert.silenceId) steps.push(step(now, 'silenced', 'A silence keeps it quiet'));
  const wakes = isQuiet(alert) && !isQuiet(after);
  if (wakes) steps.push(step(now, 'woke', isOver ? 'The snooze is over' : 'The silence is over'));
  return { change: wakes ? 'woke' : 'changed', alert: after, steps };
}

/** Whether nobody is to be told of it for now. */
export function isQuiet({
  snoozedUntil,
  silenceId,
  dismissal,
}: Pick<StoredAlert, 'snoozedUntil' | 'silenceId' | 'dismissal'>): boolean {
  return snoozedUntil !== null || silenceId !== null || dismissal !== null;
}

const step = (at: number, kind: StoredStep['kind'], text: string): StoredStep => ({
  at,
  kind,
  by: null,
  text,
});
