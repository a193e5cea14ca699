import { DAY, SECOND } from '../../world/world.ts';
import type { RunPlan } from '../script/plan.ts';
import { stateOfRun } from './run-state.ts';

const filters = ['actor', 'branch', 'event', 'status', 'created', 'head_sha', 'check_suite_id'];

export const isFiltered = (query: URLSearchParams) => filters.some((name) => query.get(name));

/** Whether a run fits every filter of a query. */
export function fits(query: URLSearchParams, now: number): (run: RunPlan) => boolean {
  const is = (name: string, value: string | number) => !query.get(name) || query.get(name) === String(value);
  const status = query.get('status');
  const isIn = readRange(query.get('created'));
  return (run) => {
    if (!is('actor', run.actor.login) || !is('branch', run.branch) || !is('event', run.event)) return false;
    if (!is('head_sha', run.commit.sha) || !is('check_suite_id', run.id + 1)) return false;
    if (!isIn(Math.floor(run.createdAt / SECOND) * SECOND)) return false;
    if (!status) return true;
    const state = stateOfRun(run, now);
    return state.status === status || state.conclusion === status;
  };
}

/** GitHub's search syntax for dates: a day, `>=`, `<`, `a..b` or `*..b`. What it cannot read fits everything. */
function readRange(text: string | null): (at: number) => boolean {
  const [, sign = '', value = ''] = /^([<>]=?)?(.*)$/.exec(text ?? '') ?? [];
  const [from, to] = value.split('..');
  if (to !== undefined) {
    const [least, most] = [startOf(from), endOf(to)];
    return (at) => at >= least && at <= most;
  }
  const [first, last] = [startOf(value), endOf(value)];
  if (!Number.isFinite(first)) return () => true;
  if (sign === '>') return (at) => at > last;
  if (sign === '>=') return (at) => at >= first;
  if (sign === '<') return (at) => at < first;
  return sign === '<=' ? (at) => at <= last : (at) => at >= first && at <= last;
}

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text);

function startOf(text = ''): number {
  const at = Date.parse(text);
  return Number.isNaN(at) ? -Infinity : at;
}

function endOf(text: string): number {
  const at = Date.parse(text);
  if (Number.isNaN(at)) return Infinity;
  return isDay(text) ? at + DAY - 1 : at;
}
