const most = 500;

/** Bodies that stand in every answer are made once per address of this API. */
export function remembered<K extends string, T>(
  make: (api: string, key: K) => T,
): (api: string, key: K) => T {
  const known = new Map<string, T>();
  return (api, key) => {
    const name = `${api} ${key}`;
    const found = known.get(name);
    if (found) return found;
    if (known.size > most) known.clear();
    const made = make(api, key);
    known.set(name, made);
    return made;
  };
}
