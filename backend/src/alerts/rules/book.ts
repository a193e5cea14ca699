import { catalogue, type MetricKind } from '../../signals/catalogue.ts';
import type { Evaluator } from './evaluator.ts';
import { evaluatorOf } from './kinds/index.ts';
import { metricOf, type StoredRule } from './rule.ts';
import { isInScope, type Subject } from './subject.ts';
import { isLike } from './wildcard.ts';

/** A rule that is on, ready to judge. */
export interface LiveRule {
  readonly rule: StoredRule;
  readonly evaluator: Evaluator;
}

/** The rules that are on, found by what they look at. */
export class RuleBook {
  readonly rules: readonly StoredRule[];
  readonly live: readonly LiveRule[];
  private readonly byMetric: ReadonlyMap<string, readonly LiveRule[]>;
  private readonly shelves: ReadonlyMap<string, Shelf>;
  private readonly byId: ReadonlyMap<string, LiveRule>;
  private readonly matching = new WeakMap<Subject, Map<string, readonly LiveRule[]>>();
  readonly kinds: readonly MetricKind[];

  constructor(rules: readonly StoredRule[]) {
    this.rules = rules;
    this.live = rules.flatMap((rule) => {
      const evaluator = rule.spec.enabled ? evaluatorOf(rule.spec) : undefined;
      return evaluator ? [{ rule, evaluator }] : [];
    });
    this.byId = new Map(this.live.map((one) => [one.rule.id, one]));
    this.byMetric = Map.groupBy(this.live, ({ rule }) => metricOf(rule.spec.condition) ?? '');
    this.shelves = new Map([...this.byMetric].map(([metric, list]) => [metric, shelve(list)]));
    this.kinds = catalogue.map((kind) => withLimit(kind, this.of(kind.metric)));
  }

  /** Those that read a metric, whatever their scope. */
  of(metric: string): readonly LiveRule[] {
    return this.byMetric.get(metric) ?? [];
  }

  /** Those that read this metric of this resource. */
  matches(subject: Subject, metric: string): readonly LiveRule[] {
    let known = this.matching.get(subject);
    if (!known) {
      known = new Map();
      this.matching.set(subject, known);
    }
    let found = known.get(metric);
    if (!found) {
      const { wide, named } = this.shelves.get(metric) ?? emptyShelf;
      const names = new Set([subject.id.toLowerCase(), subject.name.toLowerCase()]);
      const candidates = new Set([...wide, ...[...names].flatMap((name) => named.get(name) ?? [])]);
      found = [...candidates].filter(({ rule }) => isInScope(rule.spec.scope, subject));
      known.set(metric, found);
    }
    return found;
  }

  /** The same with the resource, by its id; nothing where it is not known. */
  matchesOf(
    { subjects }: { readonly subjects: ReadonlyMap<string, Subject> },
    resourceId: string,
    metric: string,
  ): { readonly live: LiveRule; readonly subject: Subject; readonly metric: string }[] {
    const subject = subjects.get(resourceId);
    return subject ? this.matches(subject, metric).map((live) => ({ live, subject, metric })) : [];
  }

  /** Whether this very version is on. */
  has({ id, version }: StoredRule): boolean {
    return this.byId.get(id)?.rule.version === version;
  }

  /** The live rule of this id. */
  find(id: string): LiveRule | undefined {
    return this.byId.get(id);
  }

  /** The metrics whose silence means something. */
  get listenedTo(): string[] {
    const listening = this.live.filter(({ evaluator }) => evaluator.silence);
    return [...new Set(listening.flatMap(({ rule }) => metricOf(rule.spec.condition) ?? []))];
  }

  get states(): readonly LiveRule[] {
    return this.of('');
  }
}

/** The rules on one metric: those that name their resources one by one are found by them, however many there are. */
interface Shelf {
  readonly wide: readonly LiveRule[];
  readonly named: ReadonlyMap<string, readonly LiveRule[]>;
}

const emptyShelf: Shelf = { wide: [], named: new Map() };

function shelve(rules: readonly LiveRule[]): Shelf {
  const wide: LiveRule[] = [];
  const named = new Map<string, LiveRule[]>();
  for (const live of rules) {
    const { resources } = live.rule.spec.scope;
    if (resources.length === 0 || resources.some((one) => one.includes('*'))) wide.push(live);
    else
      for (const name of resources) {
        const key = name.toLowerCase();
        const list = named.get(key);
        if (list) list.push(live);
        else named.set(key, [live]);
      }
  }
  return { wide, named };
}

/** What the Overview judges a kind of resource by: the strictest threshold that counts for all of the kind. */
function withLimit({ limit: _, ...kind }: MetricKind, rules: readonly LiveRule[]): MetricKind {
  const limits = rules.flatMap(({ rule: { spec } }) => {
    const { connections, accounts, regions, resources, tags, kinds } = spec.scope;
    const isNarrow =
      [connections, accounts, regions, resources].some(({ length }) => length > 0) ||
      Object.keys(tags).length > 0;
    const isOfKind = kinds.length === 0 || kinds.some((pattern) => isLike(pattern, kind.kind));
    const { condition } = spec;
    if (condition.kind !== 'threshold' || isNarrow || !isOfKind) return [];
    const { side: when, value: warning, critical } = condition;
    const never = when === 'above' ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
    return [{ when, warning, critical: critical ?? never }];
  });
  const [limit] = limits.sort((a, b) => (a.when === 'above' ? a.warning - b.warning : b.warning - a.warning));
  return limit ? { ...kind, limit } : kind;
}
