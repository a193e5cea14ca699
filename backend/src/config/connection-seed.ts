/** One system to watch, as the environment names it. `config` is checked by the source's own schema. */
export interface ConnectionSeed {
  readonly id: string;
  /** The folder under `sources/`. */
  readonly source: string;
  readonly title: string;
  readonly demo: boolean;
  readonly everyMs: number;
  readonly config: Readonly<Record<string, unknown>>;
  /** The environment variable that names it; what is set there cannot be changed elsewhere. */
  readonly setBy?: string;
  /** Somebody typed its addresses into the dashboard, so they lead only where strangers may be called. */
  readonly typed?: boolean;
}
