import type { RepositoryCursors } from './cursor.ts';
import type { Listed } from './schema.ts';

/** A repository that is looked at. */
export interface Watched {
  /** Part of its resources' ids: the name it was first seen by, so that a new name does not begin a new history. */
  readonly key: string;
  readonly id: number;
  readonly name: string;
}

export const mostRepositories = 200;

export interface Choice {
  readonly watched: readonly Watched[];
  /** Fit, but are more than can be watched. */
  readonly tooMany: number;
  /** Archived or disabled: nothing runs there any more. */
  readonly asleep: readonly string[];
}

/** Those to look at. Over the cap those known before come first, then where something was pushed last. Pure. */
export function choose(
  listed: readonly Listed[],
  before: RepositoryCursors,
  most = mostRepositories,
): Choice {
  const awake = listed.filter(({ archived, disabled }) => !archived && !disabled);
  const known = new Set(Object.values(before).map(({ id }) => id));
  const byWorth = awake.toSorted(
    (a, b) => Number(known.has(b.id)) - Number(known.has(a.id)) || (b.pushed_at ?? 0) - (a.pushed_at ?? 0),
  );
  const chosen = new Set(byWorth.slice(0, most));
  return {
    watched: withKeys(
      awake.filter((one) => chosen.has(one)),
      before,
    ),
    tooMany: awake.length - chosen.size,
    asleep: listed.filter((one) => !awake.includes(one)).map(({ name }) => name),
  };
}

function withKeys(listed: readonly Listed[], before: RepositoryCursors): Watched[] {
  const keyOf = new Map(Object.entries(before).flatMap(([key, { id }]) => (id ? [[id, key] as const] : [])));
  const taken = new Set(listed.flatMap(({ id }) => keyOf.get(id) ?? []));
  return listed.map(({ id, name }) => ({
    // The name of a repository that was renamed may be given to a new one.
    key: keyOf.get(id) ?? (taken.has(name) ? `${name}.${id}` : name),
    id,
    name,
  }));
}

/** What was watched the last time, for when GitHub does not say what there is. */
export function rosterOf(before: RepositoryCursors): Watched[] {
  return Object.entries(before).flatMap(([key, { id, name }]) => (id && name ? [{ key, id, name }] : []));
}
