import type { StoredAlert } from '../alerts/alert.ts';
import { type Draft, ended, follow, type Join, join, opened, reopen, returned } from './draft.ts';
import { fewer } from './fewer.ts';
import type { NewMoment, StoredIncident } from './incident.ts';
import { groupRules, togetherMs } from './rules.ts';
import { gather, type Kin, noTraits } from './traits.ts';

/** An incident that is open, or ended lately, with what grouping knows of its alerts. */
export interface Candidate {
  readonly incident: StoredIncident;
  readonly members: readonly Kin[];
  /** Fingerprints that a person took out. */
  readonly barred: ReadonlySet<string>;
}

export interface Grouping {
  readonly candidates: readonly Candidate[];
  /** Alerts that began, changed or ended just now. */
  readonly changed: readonly StoredAlert[];
  /** Ids of those that had ended and began again. */
  readonly back: ReadonlySet<string>;
  /** Those that fire without being part of anything. */
  readonly loose: readonly StoredAlert[];
  /** Alerts that a person took out of an incident: they are left alone. */
  readonly handled: ReadonlySet<string>;
  /** The demo cloud and real systems are two worlds: nothing in one explains anything in the other. */
  readonly isDemo: (connectionId: string) => boolean;
  readonly newId: () => string;
  readonly now: number;
}

/** What became of one incident. */
export interface Grouped {
  readonly incident: StoredIncident;
  readonly isNew: boolean;
  readonly joins: readonly Join[];
  readonly moments: readonly NewMoment[];
}

/**
 * Which incidents begin, grow or are opened again. An alert joins the one its surest sign points at; a critical alert or a
 * failed production deployment without a home opens one. Returns only the incidents that changed. Pure.
 */
export function group(input: Grouping): Grouped[] {
  const drafts = input.candidates.map(toDraft);
  const homeless: StoredAlert[] = [];
  for (const alert of input.changed) {
    const home = drafts.find(({ members }) => members.has(alert.id));
    if (home) tell(home, alert, input);
    else if (isWanted(alert, input) && !place(alert, drafts, input)) homeless.push(alert);
  }
  // What opens an incident may come after what only joins one.
  if (drafts.some(({ joins }) => joins.length > 0))
    for (const alert of [...homeless, ...input.loose])
      if (isWanted(alert, input) && !drafts.some(({ members }) => members.has(alert.id)))
        settleIn(alert, drafts, input);
  return drafts.filter(isTouched).map(({ incident, before, joins, moments }) => ({
    ...{ incident, joins, isNew: before === undefined },
    moments: fewer(moments),
  }));
}

function toDraft({ incident, members, barred }: Candidate): Draft {
  const traits = noTraits();
  for (const kin of members) gather(traits, kin);
  return {
    ...{ incident, barred, traits, before: incident, joins: [], moments: [] },
    members: new Set(members.map(({ id }) => id)),
  };
}

const isTouched = ({ incident, before, joins, moments }: Draft) =>
  incident !== before || joins.length > 0 || moments.length > 0;

function tell(home: Draft, alert: StoredAlert, { back, now }: Grouping): void {
  if (alert.state === 'resolved') {
    ended(home, alert, now);
    return;
  }
  const { resolvedAt } = home.incident;
  // One that a person resolved while this fired stays so until it ends and begins again.
  if (back.has(alert.id)) returned(home, alert, now);
  if (back.has(alert.id) && now - (resolvedAt ?? now) <= togetherMs) reopen(home, now, alert.title);
  follow(home, alert);
}

/** Someone hushed it, or it is over, or a person has placed it. */
function isWanted(
  { id, state, silenceId, dismissal, snoozedUntil }: StoredAlert,
  { handled, now }: Grouping,
) {
  const isHushed = silenceId !== null || dismissal !== null || (snoozedUntil ?? 0) > now;
  return state === 'firing' && !isHushed && !handled.has(id);
}

function place(alert: StoredAlert, drafts: Draft[], input: Grouping): boolean {
  if (settleIn(alert, drafts, input)) return true;
  if (alert.severity !== 'critical' && alert.severity !== 'error') return false;
  drafts.push(opened(alert, input.newId(), input.now));
  return true;
}

function settleIn(alert: StoredAlert, drafts: readonly Draft[], { isDemo, now }: Grouping): boolean {
  const demo = isDemo(alert.connectionId);
  const homes = drafts
    .filter(
      ({ incident, barred }) => isDemo(incident.connectionId) === demo && !barred.has(alert.fingerprint),
    )
    .toSorted(byPersonThenNewest);
  for (const rule of groupRules)
    for (const home of homes) {
      const text = rule.why(alert, home, now);
      if (text === undefined) continue;
      reopen(home, now, text);
      join(home, alert, { rule: rule.id, text });
      return true;
    }
  return false;
}

/** What a person opened takes in what would fit elsewhere as well. */
const byPersonThenNewest = ({ incident: a }: Draft, { incident: b }: Draft) =>
  Number(b.openedBy !== null) - Number(a.openedBy !== null) || b.startedAt - a.startedAt;
