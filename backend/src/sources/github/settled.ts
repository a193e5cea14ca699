const most = 3_000;

/** What will not change any more, by a key that holds its version. The oldest is forgotten first. */
export interface Settled<T> {
  get(key: string): T | undefined;
  set(key: string, value: T): void;
}

export function createSettled<T>(): Settled<T> {
  const entries = new Map<string, T>();
  return {
    get: (key) => entries.get(key),
    set(key, value) {
      entries.set(key, value);
      const oldest = entries.keys().next();
      if (entries.size > most && !oldest.done) entries.delete(oldest.value);
    },
  };
}
