import type { IncidentFigures } from '@smartops/contract';
import { median } from '../pipelines/insight/statistics.ts';

/** What figures are made of. */
export interface Fact {
  readonly connectionId: string;
  readonly startedAt: number;
  readonly openedAt: number;
  readonly acknowledgedAt: number | null;
  readonly resolvedAt: number | null;
}

const weekMs = 7 * 24 * 3_600_000;
/** 1970-01-05 was a Monday. */
const mondayMs = 4 * 24 * 3_600_000;

const formulas = [
  {
    name: 'Time to acknowledge',
    text: 'From the moment an incident was opened until somebody took it. Incidents that nobody took are not in it.',
  },
  {
    name: 'Time to resolve',
    text: 'From the beginning of its first alert until the end of its last, or until a person resolved it. Open ones are not in it.',
  },
  {
    name: 'Counted',
    text: 'Incidents opened in the window; one that was merged into another is counted there. Half of them took no longer than the median.',
  },
];

/** How often things went wrong and how long they took. The demo is counted where there is nothing real. Pure. */
export function figures(
  facts: readonly Fact[],
  { from, to, isDemo }: { from: number; to: number; isDemo: (connectionId: string) => boolean },
): IncidentFigures {
  const inside = facts.filter(({ openedAt }) => openedAt >= from && openedAt <= to);
  const demo = inside.length > 0 && inside.every(({ connectionId }) => isDemo(connectionId));
  const counted = inside.filter(({ connectionId }) => isDemo(connectionId) === demo);
  const iso = (at: number) => new Date(at).toISOString();
  return {
    ...{ from: iso(from), to: iso(to), demo, count: counted.length, formulas },
    open: counted.filter(({ resolvedAt }) => resolvedAt === null).length,
    acknowledge: durationOf(
      counted.flatMap(({ openedAt, acknowledgedAt: at }) => (at === null ? [] : at - openedAt)),
    ),
    resolve: durationOf(
      counted.flatMap(({ startedAt, resolvedAt: at }) => (at === null ? [] : at - startedAt)),
    ),
    weeks: weeksOf(counted, from, to).map(({ at, count }) => ({ from: iso(at), count })),
  };
}

function durationOf(values: readonly number[]): IncidentFigures['resolve'] {
  const sum = values.reduce((total, value) => total + value, 0);
  const count = values.length;
  return { count, meanMs: count === 0 ? null : Math.round(sum / count), medianMs: median(values) };
}

function weeksOf(facts: readonly Fact[], from: number, to: number) {
  const monday = (at: number) => Math.floor((at - mondayMs) / weekMs) * weekMs + mondayMs;
  const first = monday(from);
  return Array.from({ length: Math.floor((to - first) / weekMs) + 1 }, (_, index) => {
    const at = first + index * weekMs;
    return { at, count: facts.filter(({ openedAt }) => monday(openedAt) === at).length };
  });
}
