import type { NotifyPolicy, NotifyRoute, Severity } from '@smartops/contract';
import type { NewNotice } from './notice.ts';
import { endOf, isWithin } from './time-window.ts';

/** Where a notice goes, when. */
export interface Target {
  readonly channelId: string;
  /** The name of the route. */
  readonly route: string;
  readonly step: number;
  readonly dueAt: number;
  readonly groupMs: number;
  readonly because: 'at-once' | 'quiet-hours' | 'unless-acknowledged';
}

export type Routed = Pick<NewNotice, 'kind' | 'severity' | 'connectionId' | 'demo' | 'labels'>;

export interface Ways {
  /** Ids of the channels that are switched on. */
  readonly channels: readonly string[];
  /** Those that were told about this subject before: they are told what became of it. */
  readonly reached?: ReadonlySet<string> | undefined;
}

export const rankOf: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2, critical: 3 };

/** Everything that is a warning or worse goes to every channel. */
export const defaultPolicy: NotifyPolicy = {
  routes: [
    {
      id: 'everything',
      name: 'Everything',
      enabled: true,
      match: { severity: 'warning', world: 'any', sources: [], kinds: [], labels: {} },
      schedule: null,
      quiet: null,
      groupMs: 60_000,
      steps: [{ afterMs: 0, channels: ['*'] }],
      goOn: false,
    },
  ],
};

/** Which channels get a notice, and when. Each at most once: by the first route and step that name it. */
export function route(notice: Routed, policy: NotifyPolicy, now: number, ways: Ways): Target[] {
  const targets = new Map<string, Target>();
  for (const one of policy.routes) {
    if (!takes(one, notice, now)) continue;
    for (const target of targetsOf(one, notice, now, ways))
      if (!targets.has(target.channelId)) targets.set(target.channelId, target);
    if (!one.goOn) break;
  }
  return [...targets.values()];
}

const asking: ReadonlySet<NewNotice['kind']> = new Set([
  ...(['alert-fired', 'alert-escalated', 'alert-woke', 'alert-released'] as const),
  ...(['incident-opened', 'incident-grew', 'incident-escalated', 'incident-reopened'] as const),
]);

/** Nobody is waited for: it is over, somebody has it, or it is only good to know. */
export const isAnswered = (kind: NewNotice['kind']): boolean => !asking.has(kind);

function takes({ enabled, match, schedule }: NotifyRoute, notice: Routed, now: number): boolean {
  const fits = (patterns: readonly string[], text: string) =>
    patterns.length === 0 || patterns.some((pattern) => like(pattern, text));
  return (
    enabled &&
    rankOf[notice.severity] >= rankOf[match.severity] &&
    (match.world === 'any' || (match.world === 'demo') === notice.demo) &&
    fits(match.sources, notice.connectionId) &&
    fits(match.kinds, notice.kind) &&
    Object.entries(match.labels).every(([name, value]) => like(value, notice.labels[name] ?? '')) &&
    (schedule === null || isWithin(schedule, now))
  );
}

function* targetsOf(one: NotifyRoute, notice: Routed, now: number, ways: Ways): Generator<Target> {
  for (const [step, { afterMs, channels }] of one.steps.entries())
    for (const channelId of channels.includes('*') ? ways.channels : channels) {
      if (!ways.channels.includes(channelId)) continue;
      // Nobody waits for an answer to what is over or taken; whoever was woken by a later step is told as well.
      const waits = afterMs > 0 && !isAnswered(notice.kind);
      if (afterMs > 0 && !waits && !ways.reached?.has(channelId)) continue;
      const wanted = waits ? now + afterMs : now;
      const held = one.quiet && isHeld(one.quiet, notice, wanted);
      yield {
        ...{ channelId, route: one.name, step: waits ? step : 0, groupMs: one.groupMs },
        dueAt: held && one.quiet ? endOf(one.quiet, wanted) : wanted,
        because: waits ? 'unless-acknowledged' : held ? 'quiet-hours' : 'at-once',
      };
    }
}

function isHeld(quiet: NonNullable<NotifyRoute['quiet']>, { severity }: Routed, at: number): boolean {
  return !(quiet.unlessCritical && severity === 'critical') && isWithin(quiet, at);
}

/** `*` stands for any text. */
function like(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (rest.length === 0) return pattern === text;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  const last = rest.pop() ?? '';
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}
