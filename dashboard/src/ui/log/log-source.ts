import type { LogOutline, LogRow } from '@smartops/contract';

/** Where a log view gets what it shows. */
export interface LogSource {
  readonly outline: LogOutline;
  readonly load: (from: number, limit: number) => Promise<readonly LogRow[]>;
  readonly find: (text: string) => Promise<Found>;
  /** Where the whole text can be had. */
  readonly textAddress: string;
  /** An address of this page that leads to a line. */
  readonly addressOf: (line: number) => string;
}

export interface Found {
  /** Numbers of lines, the first 20,000. */
  readonly lines: readonly number[];
  readonly total: number;
}
