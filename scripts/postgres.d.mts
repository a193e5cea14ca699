export interface RunningPostgres {
  readonly pid: number;
  readonly url: string;
  stop(): void;
}

/** A private PostgreSQL on loopback in a temporary folder; undefined where it cannot be had. */
export function startPostgres(): Promise<RunningPostgres | undefined>;
