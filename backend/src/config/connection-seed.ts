/** One system to watch, as the environment names it. `config` is checked by the source's own schema. */
export interface ConnectionSeed {
  readonly id: string;
  /** The folder under `sources/`. */
  readonly source: string;
  readonly title: string;
  readonly demo: boolean;
  readonly everyMs: number;
  readonly config: Readonly<Record<string, unknown>>;
}
