import type { Cap, Severity } from '@smartops/contract';
import type { StoredNotice } from './notice.ts';
import { isAnswered, rankOf, type Target } from './route.ts';

/** A message of a channel, as far as it matters to the next notice. */
export interface Placed {
  readonly id: string;
  readonly route: string;
  readonly step: number;
  readonly kind: 'message' | 'summary';
  dueAt: number;
  severity: Severity;
  title: string;
  /** Nothing of it has been sent: more may be put into it. */
  readonly open: boolean;
}

export interface NewDelivery extends Placed {
  readonly channelId: string;
}

export interface ChannelLoad {
  readonly cap: Cap;
  /** What was due in the time of the cap and of grouping, and what waits. */
  readonly placed: Placed[];
}

export interface Plan {
  readonly created: readonly NewDelivery[];
  /** Messages with more in them: with these words and due then. */
  readonly joined: readonly Placed[];
  /** Which notice is in which message. */
  readonly links: readonly (readonly [deliveryId: string, notice: StoredNotice])[];
}

/**
 * Puts notices into messages. The first goes when it is due; what comes within the grouping window of a message and is no
 * worse waits until the window is over and goes as one. What is over a channel's cap goes into one summary.
 */
export function place(
  routed: readonly { readonly notice: StoredNotice; readonly targets: readonly Target[] }[],
  loads: ReadonlyMap<string, ChannelLoad>,
  { now, newId }: { readonly now: number; readonly newId: () => string },
): Plan {
  const created: NewDelivery[] = [];
  const joined = new Set<Placed>();
  const links: [string, StoredNotice][] = [];
  for (const { notice, targets } of routed)
    for (const target of targets) {
      const load = loads.get(target.channelId);
      if (!load) continue;
      const home = homeOf(notice, target, load, now);
      if ('open' in home) {
        absorb(home, notice);
        joined.add(home);
        links.push([home.id, notice]);
        continue;
      }
      const { title } = notice;
      // A message that asks for nobody must not make one wait that does.
      const severity = isAnswered(notice.kind) ? 'info' : notice.severity;
      const { channelId, route, step } = target;
      const one = { id: newId(), channelId, route, step, severity, title, open: true, ...home };
      load.placed.push(one);
      created.push(one);
      links.push([one.id, notice]);
    }
  const ids = new Set(created.map(({ id }) => id));
  return { created, joined: [...joined].filter(({ id }) => !ids.has(id)), links };
}

/** The message it goes into, or when and as what a new one is due. */
function homeOf(
  notice: StoredNotice,
  target: Target,
  { placed, cap }: ChannelLoad,
  now: number,
): Placed | Pick<Placed, 'kind' | 'dueAt'> {
  const { dueAt, groupMs } = target;
  const same = placed.filter(
    (one) => one.kind === 'message' && one.route === target.route && one.step === target.step,
  );
  const rank = isAnswered(notice.kind) ? -1 : rankOf[notice.severity];
  const isWorse = (one: Placed) => rank > rankOf[one.severity];
  const waiting = same.find((one) => one.open && groupMs > 0 && Math.abs(one.dueAt - dueAt) <= groupMs);
  if (waiting) {
    if (isWorse(waiting) && target.step === 0) waiting.dueAt = Math.min(waiting.dueAt, dueAt);
    return waiting;
  }
  const full = roomAt(placed, cap, dueAt);
  if (full !== undefined) {
    const summary = placed.find((one) => one.kind === 'summary' && one.open);
    return summary ?? { kind: 'summary', dueAt: Math.max(full, dueAt) };
  }
  const last = same.findLast((one) => !one.open && one.dueAt > now - groupMs && one.dueAt <= now);
  const isCalm = dueAt <= now && last !== undefined && !isWorse(last);
  return { kind: 'message', dueAt: isCalm ? last.dueAt + groupMs : dueAt };
}

/** When there is room again; undefined when there is now. */
function roomAt(placed: readonly Placed[], { messages, perMs }: Cap, dueAt: number): number | undefined {
  const dues = placed
    .map((one) => one.dueAt)
    .filter((one) => one > dueAt - perMs)
    .sort((a, b) => b - a);
  const blocking = dues[messages - 1];
  return blocking === undefined ? undefined : blocking + perMs;
}

/** What is worst gives the message its title. */
function absorb(one: Placed, { severity, title, kind }: StoredNotice): void {
  if (isAnswered(kind) || rankOf[severity] <= rankOf[one.severity]) return;
  one.severity = severity;
  one.title = title;
}
