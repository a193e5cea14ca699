export type Item = { readonly id: string };

/** One state of one topic. Its text is made once, whoever needs it: REST, a plain client or a follower. */
export interface Listing {
  readonly items: readonly Item[];
  /** Grows with every change of the topic. */
  readonly version: number;
  /** The items as JSON. */
  readonly text: string;
  /** The body of the REST reply that carries the items under `key`. */
  body(key: string): Buffer;
}

export function listing(items: readonly Item[], version: number): Listing {
  let text: string | undefined;
  const bodies = new Map<string, Buffer>();
  return {
    items,
    version,
    get text() {
      text ??= JSON.stringify(items);
      return text;
    },
    body(key) {
      const body = bodies.get(key) ?? Buffer.from(`{${JSON.stringify(key)}:${this.text}}`);
      bodies.set(key, body);
      return body;
    },
  };
}
