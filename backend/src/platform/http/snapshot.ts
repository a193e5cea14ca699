/** A reply prepared once and sent many times. */
export interface Snapshot {
  /** Changes whenever the body does. */
  readonly version: string;
  body(): Buffer;
}
