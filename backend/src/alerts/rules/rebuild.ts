import { historyStore } from '../../signals/history-store.ts';
import type { Decision } from '../alert.ts';
import type { LiveRule } from './book.ts';
import { decisionOf } from './decide.ts';
import { type Columns, feed, resume } from './evaluator.ts';
import { type FiringAlert, ruleFactsStore, type Tx } from './facts-store.ts';
import { fingerprintOf } from './finding.ts';
import type { Entry, Memory } from './memory.ts';
import type { Subject } from './subject.ts';

/** What a state has to be made for, because it is not known or because something came late. */
export interface Unknown {
  readonly live: LiveRule;
  readonly subject: Subject;
  readonly metric: string;
  /** 0 when it is not known. */
  readonly lagMs: number;
  /** Up to when nothing more is known to have come, less the lag that is not known. */
  readonly silentUntil: number;
  /** When something came late: the moment it belongs to. */
  readonly lateAt?: number;
}

/** What comes later than this changes only what is yet to come. */
const latestMs = 24 * 3_600_000;
/** How far before a late sample is begun anew, so that what fired then shows again by itself. */
const runUpMs = 6 * 3_600_000;

interface Place {
  readonly memory: Memory;
  readonly connectionId: string;
  readonly now: number;
}

const atOnce = 200;
const noHistory = { at: new Float64Array(), values: new Float64Array() };

/**
 * Makes states from stored samples and sets the alerts right by them. What has to be read
 * from the same moment on is read in one statement.
 */
export async function rebuildAll(tx: Tx, unknown: readonly Unknown[], place: Place): Promise<Decision[]> {
  if (unknown.length === 0) return [];
  const firing = new Map(
    (await ruleFactsStore(tx).firing(place.connectionId)).map((one) => [one.fingerprint, one]),
  );
  const decisions: Decision[] = [];
  const fromOf = ({ live: { evaluator }, lateAt }: Unknown) =>
    lateAt === undefined
      ? place.now - evaluator.lookbackMs
      : Math.max(lateAt, place.now - latestMs) - evaluator.lookbackMs - runUpMs;
  for (const [from, list] of Map.groupBy(unknown, fromOf)) {
    for (let i = 0; i < list.length; i += atOnce) {
      const some = list.slice(i, i + atOnce);
      const keys = some.map(({ subject, metric }) => ({ resourceId: subject.id, metric }));
      const histories = await historyStore(tx).samples(keys, { from, to: Number.MAX_SAFE_INTEGER });
      for (const [n, one] of some.entries()) {
        const alert = firing.get(fingerprintOf(one.live.rule.id, one.subject.id));
        const entry = rebuild(one, histories[n] ?? noHistory, { from, alert });
        place.memory.keep(entry);
        decisions.push(...settle(entry, alert));
      }
    }
  }
  return decisions;
}

/**
 * The state of a rule from stored samples, `from` on. An alert that fired before them goes on firing until they say
 * otherwise; one that began among them has to show again.
 */
function rebuild(
  { live, subject, metric, ...known }: Unknown,
  columns: Columns,
  { from, alert }: { readonly from: number; readonly alert: FiringAlert | undefined },
): Entry {
  const state = live.evaluator.start();
  if (alert && (alert.startedAt < from || columns.at.length === 0)) resume(state, alert);
  feed({ evaluator: live.evaluator, state }, columns, () => undefined);
  const lagMs = known.lagMs || spacingOf(columns);
  const until = known.silentUntil - (known.lagMs > 0 ? 0 : lagMs);
  const turned = live.evaluator.silence?.(state, until);
  const silentUntil = turned ? until : Number.NEGATIVE_INFINITY;
  return { live, subject, metric, state, told: '', lagMs, silentUntil };
}

/** What comes so often comes hardly later than that. */
function spacingOf({ at }: Columns): number {
  const [last, before] = [at[at.length - 1], at[at.length - 2]];
  return last === undefined || before === undefined ? 0 : last - before;
}

/** What the alert has to become so that it is what the state says. */
function settle(entry: Entry, alert: FiringAlert | undefined): Decision[] {
  const { phase, endedAt, lastAt } = entry.state;
  const at = endedAt || Math.max(lastAt, 0);
  const isOver = alert !== undefined && phase !== 'firing';
  const decision = decisionOf({ entry, verdict: isOver ? { kind: 'resolve', at, since: at } : undefined });
  return decision ? [decision] : [];
}
