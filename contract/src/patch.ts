type Item = { readonly id: string };

/** How one list became another. A field that is gone arrives as null. */
export interface Change {
  readonly removed?: readonly string[];
  /** Changed fields by item id. */
  readonly set?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** New items with their place in the finished list, ascending. */
  readonly added?: readonly (readonly [number, Item])[];
  /** All ids in order; only when what stayed also moved. */
  readonly order?: readonly string[];
}

/** What changed from `before` to `after`, field by field; undefined when nothing did. */
export function diff<T extends Item>(before: readonly T[], after: readonly T[]): Change | undefined {
  const old = new Map(before.map((item) => [item.id, item]));
  const kept = new Set(after.map((item) => item.id));
  const removed = before.filter((item) => !kept.has(item.id)).map((item) => item.id);
  const added: [number, T][] = [];
  const set: Record<string, Record<string, unknown>> = {};
  for (const [index, item] of after.entries()) {
    const previous = old.get(item.id);
    if (!previous) added.push([index, item]);
    else if (previous !== item) {
      const fields = changedFields(previous, item);
      if (fields) set[item.id] = fields;
    }
  }
  const stayed = before.filter((item) => kept.has(item.id)).map((item) => item.id);
  const settled = after.filter((item) => old.has(item.id)).map((item) => item.id);
  const moved = stayed.some((id, index) => id !== settled[index]);
  const change: Change = {
    ...(removed.length > 0 && { removed }),
    ...(Object.keys(set).length > 0 && { set }),
    ...(added.length > 0 && { added }),
    ...(moved && { order: after.map((item) => item.id) }),
  };
  return Object.keys(change).length > 0 ? change : undefined;
}

/** The list after a change. Items that did not change keep their identity; applying a change twice is harmless. */
export function patch<T extends Item>(before: readonly T[], change: Change): readonly T[] {
  const gone = new Set(change.removed);
  const arriving = new Set(change.added?.map(([, item]) => item.id));
  const list = before
    .filter((item) => !gone.has(item.id) && !arriving.has(item.id))
    .map((item) =>
      change.set && Object.hasOwn(change.set, item.id) ? { ...item, ...change.set[item.id] } : item,
    );
  for (const [index, item] of change.added ?? []) list.splice(index, 0, item as T);
  if (!change.order) return list;
  const place = new Map(change.order.map((id, index) => [id, index]));
  return list.sort((a, b) => (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0));
}

function changedFields(before: object, after: object): Record<string, unknown> | undefined {
  const fields: Record<string, unknown> = {};
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [Reflect.get(before, name), Reflect.get(after, name)];
    if (was !== is && JSON.stringify(was) !== JSON.stringify(is)) fields[name] = is ?? null;
  }
  return Object.keys(fields).length > 0 ? fields : undefined;
}
