/** How many of a list in order of time lie up to a moment. */
export function countUpTo<T>(list: readonly T[], until: number, at: (item: T) => number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = list[middle];
    if (item !== undefined && at(item) <= until) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function upTo<T>(list: readonly T[], until: number, at: (item: T) => number): readonly T[] {
  return list.slice(0, countUpTo(list, until, at));
}
