import { randomUUID } from 'node:crypto';
import { actionStore } from '../actions/store.ts';
import { readStore } from '../signals/read-store.ts';
import type { AlertChange, Decision, Finding, StoredAlert } from './alert.ts';
import { toCandidates } from './candidate-changes.ts';
import { type Candidate, changedBefore, lookBackMs } from './changed-before.ts';
import { type AlertStepRow, lifeStore, type Sql } from './life-store.ts';
import { dampingMs, end, fire, replaced, settle, type Turn } from './lifecycle.ts';
import { type StoredSilence, silenceOf } from './silences/silence.ts';
import { silenceStore } from './silences/store.ts';

/** A deployment that began so long before may still have ended in time. */
const longDeployMs = 2 * 3_600_000;
const actionsLookedAt = 50;

interface Step extends Turn {
  readonly isNew: boolean;
}

/** Carries decisions out, each once, and says what changed. Call it inside a transaction. */
export async function apply(
  decisions: readonly Decision[],
  database: Sql,
  { workspace, now }: { readonly workspace: string; readonly now: number },
): Promise<AlertChange[]> {
  if (decisions.length === 0) return [];
  const store = lifeStore(database, workspace);
  const earliest = Math.min(
    ...decisions.map((one) => (one.kind === 'fire' ? one.finding.startedAt : one.at)),
    now,
  );
  const latest = await store.lockLatest([...new Set(decisions.map(fingerprintOf))], earliest - dampingMs);
  const active = decisions.some(({ kind }) => kind === 'fire')
    ? await silenceStore(database, workspace).activeAt(now)
    : [];
  const steps = decide(decisions, latest, { active, now });
  // Ends go before beginnings: of a fingerprint only one fires.
  await store.save(newest(steps.filter(({ isNew }) => !isNew)));
  const fresh = await withCauses(newest(steps.filter(({ isNew }) => isNew)), database, workspace);
  const began = await store.insert([...fresh.values()]);
  const isDone = ({ isNew, alert }: Step) => !isNew || began.has(alert.id);
  const done = steps.filter(isDone);
  await store.record(done.flatMap(rowsOf));
  const changes = done.map(({ change, alert }) => ({
    change,
    alert: { ...alert, changedBefore: fresh.get(alert.id)?.changedBefore ?? alert.changedBefore },
  }));
  // Somebody else told of these in the meantime: what is known of them now decides.
  const late = new Set(steps.filter((one) => !isDone(one)).map(({ alert }) => alert.fingerprint));
  const again = decisions.filter((one) => one.kind === 'fire' && late.has(one.finding.fingerprint));
  return [...changes, ...(await apply(again, database, { workspace, now }))];
}

const fingerprintOf = (one: Decision) => (one.kind === 'fire' ? one.finding.fingerprint : one.fingerprint);

const rowsOf = ({ alert, steps }: Turn): AlertStepRow[] =>
  steps.map((one) => ({ ...one, alertId: alert.id }));

/** Pure: what the decisions make of the latest alerts, in their order. */
function decide(
  decisions: readonly Decision[],
  latest: ReadonlyMap<string, StoredAlert>,
  { active, now }: { readonly active: readonly StoredSilence[]; readonly now: number },
): Step[] {
  const known = new Map(latest);
  const fresh = new Set<string>();
  return decisions.flatMap((decision): Step[] => {
    const fingerprint = fingerprintOf(decision);
    const last = known.get(fingerprint);
    const turns =
      decision.kind === 'fire'
        ? begin(last, decision.finding, { active, now })
        : [end(last, decision.at, now)];
    return turns.flatMap((turn) => {
      if (!turn) return [];
      if (turn.change === 'fired') fresh.add(turn.alert.id);
      known.set(fingerprint, turn.alert);
      return [{ ...turn, isNew: fresh.has(turn.alert.id) }];
    });
  });
}

/** What a finding makes of the last alert; first its end, where the same happened once more. */
function begin(
  last: StoredAlert | undefined,
  finding: Finding,
  { active, now }: { readonly active: readonly StoredSilence[]; readonly now: number },
): (Turn | undefined)[] {
  const over = replaced(last, finding, now);
  const turn = fire(over?.alert ?? last, finding, { now, newId: randomUUID });
  return [over, quieted(turn, active, now)];
}

/** What fires is at once under the silences of this moment. */
function quieted(turn: Turn | undefined, active: readonly StoredSilence[], now: number): Turn | undefined {
  const settled = turn && settle(turn.alert, silenceOf(active, turn.alert), now);
  if (!turn || !settled) return turn;
  const change = turn.change === 'changed' ? settled.change : turn.change;
  return { change, alert: settled.alert, steps: [...turn.steps, ...settled.steps] };
}

/** The last state of each alert. */
const newest = (steps: readonly Turn[]): StoredAlert[] => [
  ...new Map(steps.map(({ alert }) => [alert.id, alert])).values(),
];

async function withCauses(
  alerts: readonly StoredAlert[],
  database: Sql,
  workspace: string,
): Promise<Map<string, StoredAlert>> {
  if (alerts.length === 0) return new Map();
  const starts = alerts.map(({ startedAt }) => startedAt);
  const demo = await lifeStore(database, workspace).demoConnections();
  const isDemo = (connectionId: string) => demo.has(connectionId);
  const span = { from: Math.min(...starts) - lookBackMs, to: Math.max(...starts) };
  const candidates = await candidatesIn(span, { database, workspace, isDemo });
  return new Map(
    alerts.map((one) => {
      const finding = { ...one, demo: isDemo(one.connectionId) };
      return [one.id, { ...one, changedBefore: changedBefore(finding, candidates) }];
    }),
  );
}

async function candidatesIn(
  { from, to }: { readonly from: number; readonly to: number },
  {
    database,
    workspace,
    isDemo,
  }: { readonly database: Sql; readonly workspace: string; isDemo(id: string): boolean },
): Promise<Candidate[]> {
  const read = readStore(database, workspace);
  const deployments = await read.eventsBetween('deployment', from - longDeployMs, to);
  const runs = await read.eventsBetween('pipeline-run', from - longDeployMs, to);
  const reorgs = await read.eventsBetween('reorg', from, to);
  const actions = await actionStore(database, workspace).list({ limit: actionsLookedAt });
  return toCandidates({ deployments, runs, actions, reorgs, isDemo }).filter(
    ({ at }) => at >= from && at <= to,
  );
}
