import type { RuleCondition, RuleScope, RuleSpec } from '@smartops/contract';
import { formatDuration } from '../format/duration.ts';
import { formatValue } from '../format/value.ts';
import { kindWord, metricUnit, metricWord } from './metric-words.ts';

type Of<Kind extends RuleCondition['kind']> = Extract<RuleCondition, { kind: Kind }>;

/** What a rule watches, in words: `CPU of EC2 instances above 85 % for 5 min, critical 95 %`. */
export function ruleWords({ condition, scope }: Pick<RuleSpec, 'condition' | 'scope'>): string {
  switch (condition.kind) {
    case 'threshold':
      return `${seriesWords(condition.metric, scope)} ${thresholdWords(condition)}`;
    case 'change':
      return `${seriesWords(condition.metric, scope)} ${changeWords(condition)}`;
    case 'absence':
      return `${seriesWords(condition.metric, scope)} silent for ${formatDuration(condition.forMs)}`;
    case 'state':
      return `${stateWords(condition)}${placeWords(scope)}${lasting(condition.forMs)}`;
    case 'anomaly':
      return `${seriesWords(condition.metric, scope)} ${unusual[condition.side]}${lasting(condition.forMs)}`;
    case 'forecast':
      return `${seriesWords(condition.metric, scope)} on its way ${condition.side} ${limit(condition, condition.value)} within ${formatDuration(condition.withinMs)}`;
  }
}

const unusual = { above: 'unusually high', below: 'unusually low', both: 'unusual' };

const limit = ({ metric }: { readonly metric: string }, value: number) =>
  formatValue(value, metricUnit(metric));

const lasting = (ms: number) => (ms > 0 ? ` for ${formatDuration(ms)}` : '');

function thresholdWords(condition: Of<'threshold'>): string {
  const { side, value, critical, forMs, atLeast } = condition;
  const often = atLeast ? ` in ${atLeast.readings} of ${atLeast.of} readings` : '';
  const worse = critical === null ? '' : `, critical ${limit(condition, critical)}`;
  return `${side} ${limit(condition, value)}${often}${lasting(forMs)}${worse}`;
}

function changeWords({ side, percent, windowMs, against }: Of<'change'>): string {
  const window = formatDuration(windowMs);
  const before = { previous: `the ${window} before`, day: 'a day before', week: 'a week before' };
  return `${side === 'above' ? 'up' : 'down'} by ${formatValue(percent, '%')} over ${window} against ${before[against]}`;
}

function stateWords({ state, environments, names, branches }: Of<'state'>): string {
  const of = names.length > 0 ? ` of ${listed(names)}` : '';
  const on = branches.length > 0 ? ` on ${listed(branches)}` : '';
  switch (state) {
    case 'deployment-failed':
      return `A deployment${of}${environments.length > 0 ? ` to ${listed(environments, 'or')}` : ''}${on} failed`;
    case 'run-failed':
      return `A run${of}${on} failed`;
    case 'instance-impaired':
      return 'An instance fails its status checks';
    case 'source-failing':
      return 'A source cannot be read';
  }
}

/** `CPU of EC2 instances in eu-west-1`; names of things say more than their kind. */
function seriesWords(metric: string, scope: RuleScope): string {
  const things = thingsOf(scope);
  return `${metricWord(metric)} ${things ? `of ${things}` : 'anywhere'}${whereWords(scope)}`;
}

/** The scope of a condition whose sentence does not need one. */
function placeWords(scope: RuleScope): string {
  const words = `${thingsOf(scope)}${whereWords(scope)}`.trim();
  return words && ` (${words})`;
}

const thingsOf = ({ kinds, resources }: RuleScope) =>
  listed(resources.length > 0 ? resources : kinds.map(kindWord));

function whereWords({ connections, accounts, regions, tags }: RuleScope): string {
  const labels = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  const part = (word: string, list: readonly string[], last?: 'and') =>
    list.length > 0 ? ` ${word} ${listed(list, last ?? 'or')}` : '';
  return [
    part(accounts.length === 1 ? 'in account' : 'in accounts', accounts),
    part('in', regions),
    part('of source', connections),
    part('with', labels, 'and'),
  ].join('');
}

const most = 4;

/** `a`, `a and b`, `a, b and c`; of many the first ones. */
function listed(words: readonly string[], last: 'and' | 'or' = 'and'): string {
  if (words.length > most)
    return `${words.slice(0, most - 1).join(', ')} and ${words.length - most + 1} more`;
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words.at(-1)}`;
}
