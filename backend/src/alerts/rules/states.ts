import { DeploymentData, type RuleCondition, RunData } from '@smartops/contract';
import type { ConnectionHealth } from '../../collector/health.ts';
import type { StoredEvent } from '../../signals/read-store.ts';
import type { Decision, Finding } from '../alert.ts';
import type { LiveRule } from './book.ts';
import { feed } from './evaluator.ts';
import { fingerprintOf, toFinding } from './finding.ts';
import { isInScope, type Subject } from './subject.ts';
import { isLike } from './wildcard.ts';

type Condition = Extract<RuleCondition, { kind: 'state' }>;
export type Named = Condition['state'];

/** That something was well or not at a moment, and the words for it. */
export interface Signal {
  readonly subject: Subject;
  readonly at: number;
  readonly isBad: boolean;
  readonly words: Partial<Finding> & Pick<Finding, 'title' | 'message'>;
}

/** What states are read from; a part that is not there was not looked at. */
export interface StateFacts {
  readonly deployments?: readonly StoredEvent[];
  readonly runs?: readonly StoredEvent[];
  /** With the moment each was last seen to change. */
  readonly instances?: readonly Subject[];
  readonly source?: { readonly id: string; readonly title: string; readonly health: ConnectionHealth };
}

interface Outcome {
  readonly fingerprint: string;
  readonly decision?: Decision;
}

const longAgoMs = 24 * 3_600_000;

/** What one rule on states wants now, of all that was looked at. What a person cancelled neither broke nor mended anything. */
export function decideStates({ rule, evaluator }: LiveRule, facts: StateFacts, now: number): Outcome[] {
  const { condition, scope } = rule.spec;
  if (condition.kind !== 'state') return [];
  const signals = signalsOf(condition, facts).filter(({ subject }) => isInScope(scope, subject));
  return [...Map.groupBy(signals, ({ subject }) => subject.id).values()].flatMap((list) => {
    const ascending = list.toSorted((a, b) => a.at - b.at);
    const last = ascending.at(-1);
    if (!last) return [];
    const state = evaluator.start();
    const columns = { at: ascending.map(({ at }) => at), values: ascending.map((one) => Number(one.isBad)) };
    feed({ evaluator, state }, columns, () => undefined);
    evaluator.silence?.(state, now);
    const fingerprint = fingerprintOf(rule.id, last.subject.id);
    if (state.phase === 'quiet')
      return [{ fingerprint, decision: { kind: 'resolve', fingerprint, at: state.lastAt } }];
    if (state.phase === 'pending' || now - last.at > longAgoMs) return [{ fingerprint }];
    const finding = { ...toFinding(rule, last.subject, state), ...last.words };
    return [{ fingerprint, decision: { kind: 'fire', finding } }];
  });
}

/** Ends the alerts of deployments that are none any more, where nothing else was deployed. */
export function decideEmptied(
  { rule }: LiveRule,
  { removed, left }: { readonly removed: readonly StoredEvent[]; readonly left: readonly StoredEvent[] },
  now: number,
): Decision[] {
  const { condition } = rule.spec;
  if (condition.kind !== 'state' || condition.state !== 'deployment-failed') return [];
  const subjects = (deployments: readonly StoredEvent[]) =>
    new Set(signalsOf(condition, { deployments }).map(({ subject }) => subject.id));
  const deployed = subjects(left);
  return [...subjects(removed)]
    .filter((subject) => !deployed.has(subject))
    .map((subject) => ({ kind: 'resolve', fingerprint: fingerprintOf(rule.id, subject), at: now }));
}

export function signalsOf(condition: Condition, facts: StateFacts): Signal[] {
  switch (condition.state) {
    case 'deployment-failed':
      return (facts.deployments ?? []).flatMap((event) => ofDeployment(condition, event) ?? []);
    case 'run-failed':
      return (facts.runs ?? []).flatMap((event) => ofRun(condition, event) ?? []);
    case 'instance-impaired':
      return (facts.instances ?? []).map(ofInstance);
    case 'source-failing':
      return facts.source ? ofSource(facts.source) : [];
  }
}

const isLikeAny = (patterns: readonly string[], text: string) =>
  patterns.length === 0 || patterns.some((pattern) => isLike(pattern, text));

const outcomeOf = (event: StoredEvent, status: string) => {
  if (status === 'success') return 'well';
  return status === 'failed' && event.outcome === 'failed' ? 'bad' : undefined;
};

function ofDeployment(condition: Condition, event: StoredEvent): Signal | undefined {
  const data = DeploymentData.safeParse(event.data).data;
  const outcome = data && outcomeOf(event, data.status);
  if (!data || !outcome) return undefined;
  const { service, environment, branch, version, sha, url } = data;
  const { environments, names, branches } = condition;
  if (environments.length > 0 && !environments.includes(environment)) return undefined;
  if (!isLikeAny(names, service) || !isLikeAny(branches, branch)) return undefined;
  return {
    subject: subjectOf(event, `${event.connectionId}:deployment:${service}:${environment}`, service, url),
    at: data.finishedAt ?? data.startedAt,
    isBad: outcome === 'bad',
    words: {
      resourceId: event.resourceId,
      occurrence: { id: `${event.id}@${data.startedAt}`, at: data.finishedAt ?? data.startedAt },
      title: `${service} deployment to ${environment} failed`,
      message: [version ?? sha.slice(0, 7), data.message].filter(Boolean).join(' · '),
    },
  };
}

function ofRun(condition: Condition, event: StoredEvent): Signal | undefined {
  const data = RunData.safeParse(event.data).data;
  const outcome = data && outcomeOf(event, data.status);
  if (!data || !outcome || data.finishedAt === null) return undefined;
  const { workflow, repository, branch, sha, message, url } = data;
  if (!isLikeAny(condition.names, workflow) || !isLikeAny(condition.branches, branch)) return undefined;
  return {
    subject: subjectOf(event, `${event.connectionId}:run:${repository}:${workflow}:${branch}`, workflow, url),
    at: data.finishedAt,
    isBad: outcome === 'bad',
    words: {
      resourceId: event.resourceId,
      // A run that is started once more keeps its id and gets another start.
      occurrence: { id: `${event.id}@${data.startedAt}`, at: data.finishedAt },
      title: `${workflow} failed on ${branch}`,
      message: [sha.slice(0, 7), message].filter(Boolean).join(' · '),
    },
  };
}

function subjectOf(event: StoredEvent, id: string, name: string, url: string | null): Subject {
  const { connectionId, kind } = event;
  const nowhere = { accounts: [], region: null, state: null, attributes: {}, changedAt: event.at };
  return { ...nowhere, id, kind, name, connectionId, url };
}

export const instanceKinds = ['aws.ec2.instance', 'aws.rds.instance'];

/** In AWS's own words for databases that need a person. */
const brokenDatabase =
  /^(failed|storage-full|restore-error|incompatible-|inaccessible-encryption-credentials)/;

function ofInstance(subject: Subject): Signal {
  const checks = subject.attributes.checks;
  const isDatabase = subject.kind === 'aws.rds.instance';
  const isBad = isDatabase ? brokenDatabase.test(subject.state ?? '') : checks === 'impaired';
  const title = isDatabase
    ? `${subject.name} is ${subject.state}`
    : `${subject.name} fails its status checks`;
  const message = isDatabase ? `RDS calls it ${subject.state}` : `EC2 calls its status checks ${checks}`;
  return { subject, at: subject.changedAt, isBad, words: { title, message } };
}

function ofSource({ id, title, health }: NonNullable<StateFacts['source']>): Signal[] {
  if (health.state === 'connecting') return [];
  const subject: Subject = {
    ...{ id, kind: 'connection', name: title, connectionId: id, accounts: [], region: null, url: null },
    ...{ state: health.state, attributes: {}, changedAt: health.since },
  };
  const words = { title: `${title} cannot be read`, message: health.problems[0]?.message ?? '' };
  return [{ subject, at: health.since, isBad: health.state === 'failing', words }];
}
